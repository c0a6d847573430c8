package dev.eventsource.broker.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.impl.LongStringHelper;
import dev.eventsource.broker.channel.ChannelPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside a look at each rule, which knows nothing of how the index or patterns do it. */
class RuleIndexTest {
    private static final List<String> PATTERN_WORDS = List.of("a", "b", "", "*", "#");
    private static final List<String> WORDS = List.of("a", "b", "", "d");
    private static final List<String> HEADERS = List.of("h", "i", "j");
    private static final List<String> TEXTS = List.of("1", "2", "true");

    private final Random random = new Random(17);

    /** A rule as it is written. */
    private record Written(@Nullable String exchange, String key, Map<String, String> headers) {
        Rule rule(int number) {
            return new Rule(
                    number,
                    exchange,
                    ChannelPattern.parse(key),
                    headers,
                    List.of(Template.parse("c")),
                    new Data.Whole(),
                    null,
                    null,
                    null,
                    false,
                    null,
                    null,
                    Pointers.of(Stream.empty()));
        }

        boolean matches(Arrival arrival) {
            Map<String, Object> given = arrival.properties().getHeaders();
            return (exchange == null || exchange.equals(arrival.exchange()))
                    && matches(
                            List.of(key.split("\\.", -1)),
                            arrival.routingKey().isEmpty()
                                    ? List.of()
                                    : List.of(arrival.routingKey().split("\\.", -1)))
                    && headers.entrySet().stream()
                            .allMatch(header -> given != null
                                    && !(given.get(header.getKey()) instanceof Map)
                                    && header.getValue().equals(String.valueOf(given.get(header.getKey()))));
        }

        private static boolean matches(List<String> pattern, List<String> words) {
            if (pattern.isEmpty()) {
                return words.isEmpty();
            }
            List<String> rest = pattern.subList(1, pattern.size());
            if (pattern.get(0).equals("#")) {
                return IntStream.rangeClosed(0, words.size())
                        .anyMatch(i -> matches(rest, words.subList(i, words.size())));
            }
            return !words.isEmpty()
                    && (pattern.get(0).equals("*") || pattern.get(0).equals(words.get(0)))
                    && matches(rest, words.subList(1, words.size()));
        }
    }

    private <T> T any(List<T> these) {
        return these.get(random.nextInt(these.size()));
    }

    private String words(List<String> words, int most) {
        return String.join(
                ".",
                random.ints(1 + random.nextInt(most), 0, words.size())
                        .mapToObj(words::get)
                        .toList());
    }

    private Written rule() {
        String key = words(PATTERN_WORDS, 5);
        Map<String, String> headers = new HashMap<>();
        for (int i = random.nextInt(4); i > 1; i--) {
            headers.put(any(HEADERS), any(TEXTS));
        }
        return new Written(any(Arrays.asList("x", "y", null)), key.isEmpty() ? "#" : key, headers);
    }

    private Arrival message() {
        Map<String, Object> headers = new HashMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            Object value = any(Arrays.asList(
                    1,
                    2L,
                    true,
                    null,
                    Map.of("1", "1"),
                    LongStringHelper.asLongString("1"),
                    LongStringHelper.asLongString("2")));
            headers.put(any(List.of("h", "i", "j", "k", "l")), value);
        }
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .headers(random.nextInt(5) == 0 ? null : headers)
                .build();
        return new Arrival(any(List.of("x", "y")), words(WORDS, 5), properties, new byte[0]);
    }

    private static int first(RuleIndex index, Arrival message) {
        Rule rule = index.first(new Content(message, Map.of(), message.body()));
        return rule == null ? -1 : rule.number();
    }

    /** Few, so that often none matches or a late one, and a thousand, of which many do. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 40, 1_000})
    void findsTheFirstThatMatches(int rules) {
        int found = 0;
        int late = 0;
        for (int set = 0; set < 2_000 / rules + 3; set++) {
            List<Written> written = new ArrayList<>();
            List<Rule> read = new ArrayList<>();
            for (int i = 0; i < rules; i++) {
                written.add(rule());
                read.add(written.get(i).rule(i));
            }
            RuleIndex index = new RuleIndex(read);
            for (int i = 0; i < 60; i++) {
                Arrival message = message();
                int first = IntStream.range(0, rules)
                        .filter(number -> written.get(number).matches(message))
                        .findFirst()
                        .orElse(-1);
                assertThat(first(index, message))
                        .as("%s of %s", message, written)
                        .isEqualTo(first);
                found += first < 0 ? 0 : 1;
                late += first > 0 ? 1 : 0;
            }
        }
        assertThat(found).isGreaterThan(100);
        assertThat(late).isGreaterThan(rules == 1 ? -1 : 100);
    }

    /** As topic exchanges have it. */
    @Test
    void anEmptyKeyHasNoWords() {
        RuleIndex index = new RuleIndex(
                List.of(new Written(null, "*", Map.of()).rule(0), new Written(null, "#", Map.of()).rule(1)));
        Arrival message = new Arrival("x", "", new AMQP.BasicProperties(), new byte[0]);
        assertThat(first(index, message)).isEqualTo(1);
    }

    /** Where either is looked through, whichever is shorter. */
    @Test
    void aHeaderIsFoundBesideManyOthers() {
        List<Rule> rules = IntStream.range(0, 1_000)
                .mapToObj(i -> new Written("x", "#", Map.of("h" + i, "v", "j", "w")).rule(i))
                .toList();
        assertThat(first(new RuleIndex(rules), message("h700", "v", 3))).isEqualTo(700);
        assertThat(first(new RuleIndex(rules.subList(700, 702)), message("h700", "v", 500)))
                .isEqualTo(700);
        assertThat(first(new RuleIndex(rules), message("h700", "other", 3))).isEqualTo(-1);
        assertThat(first(new RuleIndex(rules.subList(701, 702)), message("h700", "v", 500)))
                .isEqualTo(-1);
    }

    private static Arrival message(String header, String text, int others) {
        Map<String, Object> headers = new HashMap<>(Map.of(header, text, "j", "w"));
        IntStream.range(0, others).forEach(i -> headers.put("other" + i, "v"));
        return new Arrival(
                "x", "k", new AMQP.BasicProperties.Builder().headers(headers).build(), new byte[0]);
    }
}
