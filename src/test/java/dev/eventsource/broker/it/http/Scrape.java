package dev.eventsource.broker.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Door;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code GET /metrics} says at one time, as a scraper reads it that allows no more than it has to: each metric once, its
 * HELP first, then its TYPE, then its samples.
 *
 * @param values by sample, such as {@code a_total{reason="b"}}
 * @param types by metric
 */
public record Scrape(Map<String, Double> values, Map<String, String> types) {
    private static final Pattern HELP = Pattern.compile("# HELP (\\w+) (\\S.*)");
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\w+) (counter|gauge|histogram)");
    private static final Pattern SAMPLE =
            Pattern.compile("((\\w+)(?:\\{\\w+=\"[^\"]*\"(?:,\\w+=\"[^\"]*\")*})?) (\\S+)");

    /** As an operator on the broker's own machine sees it. */
    public static Scrape now() {
        Answer answer = Door.get("/metrics");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return parse(answer.body());
    }

    static Scrape parse(String page) {
        assertThat(page).endsWith("\n");
        Scrape scrape = new Scrape(new LinkedHashMap<>(), new LinkedHashMap<>());
        List<String> lines = page.lines().toList();
        int i = 0;
        while (i < lines.size()) {
            String metric = match(HELP, lines.get(i)).group(1);
            Matcher type = match(TYPE, lines.get(i + 1));
            assertThat(type.group(1)).isEqualTo(metric);
            assertThat(scrape.types.put(metric, type.group(2))).as(metric).isNull();
            i = scrape.readSamples(metric, lines, i + 2);
        }
        return scrape;
    }

    /** Returns where the next metric begins. */
    private int readSamples(String metric, List<String> lines, int from) {
        int i = from;
        while (i < lines.size() && !lines.get(i).startsWith("#")) {
            Matcher sample = match(SAMPLE, lines.get(i));
            assertThat(sample.group(2)).isIn(names(metric));
            assertThat(values.put(sample.group(1), Double.valueOf(sample.group(3))))
                    .as(sample.group(1))
                    .isNull();
            i++;
        }
        assertThat(i).as("samples of " + metric).isGreaterThan(from);
        return i;
    }

    /** What the samples of a metric are called. */
    private List<String> names(String metric) {
        return "histogram".equals(types.get(metric))
                ? List.of(metric + "_bucket", metric + "_sum", metric + "_count")
                : List.of(metric);
    }

    private static Matcher match(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        return matcher;
    }

    /** The value of a sample that has to be there. */
    public double value(String sample) {
        assertThat(values).containsKey(sample);
        return values.getOrDefault(sample, Double.NaN);
    }

    /** By how much a sample has grown since another scrape. */
    double growth(String sample, Scrape before) {
        return value(sample) - before.value(sample);
    }
}
