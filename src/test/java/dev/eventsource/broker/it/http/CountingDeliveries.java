package dev.eventsource.broker.it.http;

import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.FeedTests;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.Site;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /stats}: what a user's streams were sent, by time. */
public interface CountingDeliveries extends FeedTests {
    @Test
    default void countsEachEventForEachStream() {
        Site site = Site.ofNewUser();
        String channel = Site.newChannel();
        try (var one = site.subscribe(channel);
                var other = site.subscribe(channel)) {
            for (int i = 0; i < 3; i++) {
                exchange().publish(Message.to(channel).with("user", site.user().key()));
                one.next();
                other.next();
            }
        }
        for (String interval : List.of("1d", "1h", "5m", "1m", "10s")) {
            await().atMost(Duration.ofSeconds(30)).until(() -> delivered(site, interval) == 6);
        }
        JsonObject first = stats(site).getJsonArray("deliveries").getJsonObject(0);
        assertThat(Instant.parse(first.getString("from"))).isBefore(Instant.now());
    }

    @Test
    default void countsWhatIsReplayed() {
        Site site = Site.ofNewUser();
        String channel = Site.newChannel();
        String socket = site.openSocket(channel);
        publishAndAwait(Message.to(channel), Message.to(channel));
        try (var stream = Site.open(socket)) {
            stream.next();
            stream.next();
            stream.next();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> delivered(site, "1m") == 2);
    }

    @Test
    default void losesNoCountWhileMongoDbIsAway() {
        Site site = Site.ofNewUser();
        String channel = Site.newChannel();
        try (var stream = site.subscribe(channel)) {
            Broker.MONGO.close();
            try {
                await().until(() -> Door.get("/status").status() == 503);
                exchange().publish(Message.to(channel));
                stream.next();
            } finally {
                Broker.MONGO.start();
            }
            Broker.awaitReady();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> delivered(site, "1d") == 1);
    }

    @Test
    default void showsAUserItsOwnAndAnOperatorAnyones() {
        String key = Site.ALICES.user().key();
        assertThat(stats(Site.ALICES).getString("user")).isEqualTo(key);
        assertThat(stats(Site.ALICES, "user", key).getString("interval")).isEqualTo("1m");
        assertThat(Door.get("/stats?user=" + key).object().getString("user")).isEqualTo(key);
        assertProblem(statsAnswer(Site.ALICES, "user", Site.BOBS.user().key()), 403);
        assertProblem(Door.get("/stats?user=nobody"), 404);
        assertProblem(Door.get("/stats"), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"interval=2m", "buckets=0", "buckets=1441", "buckets=x", "interval=1m&interval=1m"})
    default void saysWhichBucketsThereAre(String query) {
        assertProblem(Door.get("/stats?user=alice&" + query), 400);
    }

    private static long delivered(Site site, String interval) {
        return stats(site, "interval", interval).getJsonArray("deliveries").stream()
                .mapToLong(
                        bucket -> bucket.asJsonObject().getJsonNumber("count").longValue())
                .sum();
    }

    private static JsonObject stats(Site site, String... parameters) {
        Answer answer = statsAnswer(site, parameters);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.object();
    }

    private static Answer statsAnswer(Site site, String... parameters) {
        Form query = Form.of(parameters).and(site.credentials().parameters());
        return Door.get("/stats?" + query.encoded());
    }
}
