package dev.eventsource.broker.it.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.amqp.MessageProperties;
import dev.eventsource.broker.it.support.FeedTests;
import dev.eventsource.broker.it.support.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser gets for a message, byte for byte. */
public interface EventFrames extends FeedTests {
    int LONGEST_DATA = 1 << 20;

    @ParameterizedTest
    @EnumSource
    default void sendsData(DataOnTheWire data) {
        assertThat(sent("\"id\":\"1\",\"data\":" + data.json)).isEqualTo("id: 1\n" + data.lines + "\n");
    }

    @ParameterizedTest
    @EnumSource
    default void sendsFields(FieldsOnTheWire fields) {
        assertThat(sent(fields.members)).matches(fields.frame);
    }

    @ParameterizedTest
    @EnumSource
    default void readsTheBodyWhateverItsPropertiesSay(MessageProperties message) {
        String channel = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(channel)) {
            exchange()
                    .publish(event(channel, "\"id\":\"1\",\"data\":\"d\u00e9\"").getBytes(UTF_8), message.properties);
            assertThat(stream.next()).isEqualTo("id: 1\ndata: d\u00e9\n\n");
        }
    }

    @Test
    default void ignoresALeadingByteOrderMark() {
        String channel = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(channel)) {
            exchange().publish("\ufeff" + event(channel, "\"id\":\"1\",\"data\":\"d\""));
            assertThat(stream.next()).isEqualTo("id: 1\ndata: d\n\n");
        }
    }

    @Test
    default void sendsTheLongestData() {
        String data = "x".repeat(LONGEST_DATA);
        assertThat(sent("\"id\":\"1\",\"data\":\"" + data + "\"")).isEqualTo("id: 1\ndata: " + data + "\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "xx", "xxx"})
    default void cutsNoCharacterWhereverAChunkEnds(String before) {
        String data = before + "\ud83d\ude00".repeat((LONGEST_DATA - before.length()) / 4);
        assertThat(sent("\"id\":\"1\",\"data\":\"" + data + "\"")).isEqualTo("id: 1\ndata: " + data + "\n\n");
    }

    @Test
    default void sendsAsManyLinesAsThereAre() {
        assertThat(sent("\"id\":\"1\",\"data\":\"" + "\\n".repeat(50_000) + "\""))
                .isEqualTo("id: 1\n" + "data: \n".repeat(50_001) + "\n");
    }

    private String sent(String members) {
        String channel = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(channel)) {
            exchange().publish(event(channel, members));
            return stream.next();
        }
    }

    private static String event(String channel, String members) {
        return "{\"channel\":\"" + channel + "\"," + members + "}";
    }
}
