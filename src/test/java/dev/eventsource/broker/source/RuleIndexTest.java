package dev.eventsource.broker.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import dev.eventsource.broker.channel.ChannelPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RuleIndexTest {
    private static final List<String> PATTERN_WORDS = List.of("a", "b", "c", "*", "#");
    private static final List<String> WORDS = List.of("a", "b", "c", "d");

    private final Random random = new Random(17);

    private String words(List<String> words, int most) {
        List<String> chosen = new ArrayList<>();
        for (int i = random.nextInt(most); i >= 0; i--) {
            chosen.add(words.get(random.nextInt(words.size())));
        }
        return String.join(".", chosen);
    }

    private static Rule rule(int number, @Nullable String exchange, String key) {
        return new Rule(
                number,
                exchange,
                ChannelPattern.parse(key),
                number % 3 == 0 ? Map.of("h", "1") : Map.of(),
                List.of(Template.parse("c")),
                new Data.Whole(),
                null,
                null,
                null,
                false,
                null,
                null);
    }

    /** Beside a look at each of a thousand. */
    @Test
    void findsTheFirstOfAThousandRulesThatMatches() {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            rules.add(rule(i, i % 2 == 0 ? "x" : i % 5 == 0 ? null : "y", words(PATTERN_WORDS, 5)));
        }
        RuleIndex index = new RuleIndex(rules);
        int found = 0;
        for (int i = 0; i < 5_000; i++) {
            Arrival arrival = new Arrival(
                    random.nextBoolean() ? "x" : "y",
                    words(WORDS, 7),
                    new AMQP.BasicProperties.Builder()
                            .headers(Map.of("h", random.nextInt(2)))
                            .build(),
                    new byte[0]);
            Content content = new Content(arrival, Map.of(), arrival.body());
            Rule first = rules.stream()
                    .filter(rule -> rule.exchange() == null || rule.exchange().equals(arrival.exchange()))
                    .filter(rule -> rule.key().matches(arrival.routingKey()))
                    .filter(rule -> rule.fits(content))
                    .findFirst()
                    .orElse(null);
            assertThat(index.first(content)).as(arrival.routingKey()).isSameAs(first);
            found += first == null ? 0 : 1;
        }
        assertThat(found).isBetween(1_000, 5_000);
    }
}
