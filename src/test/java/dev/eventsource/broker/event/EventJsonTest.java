package dev.eventsource.broker.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {
    private static final int MAX_EVENT_BYTES = 1000;

    private final Seal seal = new Seal();
    private final EventJson json = new EventJson(new EventRules(MAX_EVENT_BYTES), seal);

    @Test
    void readsEveryField() throws RefusedEvent {
        Event event = parse("""
                {"channel":"c","data":"d","id":"i","name":"n","user":"u","socket":"s"}""");
        assertThat(event).isEqualTo(new Event(new ChannelId("u", "c"), "d", "i", "n", "s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\""})
    void takesAnOptionalFieldThatIsNullOrEmptyAsAbsent(String absent) throws RefusedEvent {
        Event event = parse("""
                {"channel":"c","data":"d","id":%1$s,"name":%1$s,"user":%1$s,"socket":%1$s}""".formatted(absent));
        assertThat(event).isEqualTo(new Event(new ChannelId(null, "c"), "d", null, null, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"text\"            | text",
                "\"\"                | ``",
                "1.50e+3             | 1.50e+3",
                "-0                  | -0",
                "1234567890123456789012345678901234567890 | 1234567890123456789012345678901234567890",
                "true                | true",
                "false               | false",
                "[ 1 , [ ] , { } ]   | [1,[],{}]",
                "{ \"a\" : \"\\u00e9\\n\" , \"b\" : null } | {\"a\":\"é\\n\",\"b\":null}",
                "{ \"a\" : 1 , \"a\" : 2.0 } | {\"a\":1,\"a\":2.0}",
            })
    void sendsDataAsTextOrAsCompactJsonWithNumbersAsWritten(String value, String data) throws RefusedEvent {
        assertThat(parse("{\"channel\":\"c\",\"data\":" + value + "}").data()).isEqualTo(data);
    }

    @Test
    void takesTheLastOfAFieldGivenTwice() throws RefusedEvent {
        assertThat(parse("""
                {"channel":"a","data":1,"data":"last","channel":"c"}""")).isEqualTo(new Event(new ChannelId(null, "c"), "last", null, null, null));
    }

    @Test
    void ignoresUnknownFieldsAndALeadingBom() throws RefusedEvent {
        assertThat(parse("\uFEFF{\"x\":{\"channel\":[1,2]},\"channel\":\"c\",\"data\":\"d\",\"y\":null}")
                        .data())
                .isEqualTo("d");
    }

    @Test
    void takesAnIntegerIdAsWritten() throws RefusedEvent {
        assertThat(parse("""
                {"channel":"c","data":"d","id":-9007199254740993}""").id()).isEqualTo("-9007199254740993");
    }

    @Test
    void acceptsNestingOfAHundredAndRefusesMore() throws RefusedEvent {
        assertThat(parse(nested(99)).data()).hasSize(198);
        assertRefused(nested(100), RefusalReason.NOT_JSON);
    }

    private static String nested(int arrays) {
        return "{\"channel\":\"c\",\"data\":" + "[".repeat(arrays) + "]".repeat(arrays) + "}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "not json",
                "null",
                "[]",
                "\"text\"",
                "12",
                "{",
                "{\"channel\":\"c\",\"data\":\"d\"",
                "{\"channel\":\"c\",\"data\":\"d\"} x",
                "{\"channel\":\"c\",\"data\":\"d\"}{}",
                "{\"channel\":\"c\",\"data\":\"d\",}",
                "{'channel':'c','data':'d'}",
                "{\"channel\":\"c\",\"data\":01}",
                "{\"channel\":\"c\",\"data\":NaN}",
                "{\"channel\":\"c\",\"data\":\"a\nb\"}",
                "{\"channel\":\"c\",\"data\":\"\\ud83d\"}",
                "{\"channel\":\"c\",\"data\":[\"\\ude00\"]}",
                "{\"channel\":\"c\",\"data\":\"d\",\"x\":\"\\ud83d\"}",
                "{\"channel\":\"c\",\"data\":\"d\",\"\\ud83d\":1}",
            })
    void refusesWhatIsNotOneJsonObjectOfWholeCharacters(String body) {
        assertRefused(body, RefusalReason.NOT_JSON);
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        assertRefused("{\"channel\":\"c\",\"data\":\"é\"}".getBytes(ISO_8859_1), RefusalReason.NOT_JSON);
        assertRefused("{\"channel\":\"c\",\"data\":\"d\"}".getBytes(UTF_16), RefusalReason.NOT_JSON);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "NO_CHANNEL  | {\"data\":\"d\"}",
                "NO_CHANNEL  | {\"channel\":null,\"data\":\"d\"}",
                "BAD_CHANNEL | {\"channel\":\"\",\"data\":\"d\"}",
                "BAD_CHANNEL | {\"channel\":7,\"data\":\"d\"}",
                "BAD_CHANNEL | {\"channel\":[\"c\"],\"data\":\"d\"}",
                "BAD_CHANNEL | {\"channel\":\"a\\u0000b\",\"data\":\"d\"}",
                "BAD_CHANNEL | {\"channel\":\"a\\nb\",\"data\":\"d\"}",
                "BAD_CHANNEL | {\"channel\":\"a\\u0085b\",\"data\":\"d\"}",
                "NO_DATA     | {\"channel\":\"c\"}",
                "NO_DATA     | {\"channel\":\"c\",\"data\":null}",
                "BAD_ID      | {\"channel\":\"c\",\"data\":\"d\",\"id\":1.5}",
                "BAD_ID      | {\"channel\":\"c\",\"data\":\"d\",\"id\":1e3}",
                "BAD_ID      | {\"channel\":\"c\",\"data\":\"d\",\"id\":true}",
                "BAD_ID      | {\"channel\":\"c\",\"data\":\"d\",\"id\":{}}",
                "BAD_ID      | {\"channel\":\"c\",\"data\":\"d\",\"id\":\"@1\"}",
                "BAD_ID      | {\"channel\":\"c\",\"data\":\"d\",\"id\":\"a\\rb\"}",
                "BAD_ID      | {\"channel\":\"c\",\"data\":\"d\",\"id\":\"a\\nb\"}",
                "BAD_ID      | {\"channel\":\"c\",\"data\":\"d\",\"id\":\"a\\u0000b\"}",
                "BAD_ID      | {\"channel\":\"c\",\"data\":\"d\",\"id\":\"5 \"}",
                "BAD_ID      | {\"channel\":\"c\",\"data\":\"d\",\"id\":\" 5\"}",
                "BAD_ID      | {\"channel\":\"c\",\"data\":\"d\",\"id\":\"5\\t\"}",
                "BAD_ID      | {\"channel\":\"c\",\"data\":\"d\",\"id\":\"\\t5\"}",
                "BAD_ID      | {\"channel\":\"c\",\"data\":\"d\",\"id\":\" \"}",
                "BAD_ID      | {\"channel\":\"c\",\"data\":\"d\",\"id\":\"a  b\"}",
                "BAD_ID      | {\"channel\":\"c\",\"data\":\"d\",\"id\":\"a\\tb\"}",
                "BAD_ID      | {\"channel\":\"c\",\"data\":\"d\",\"id\":\"a\\u0001b\"}",
                "BAD_ID      | {\"channel\":\"c\",\"data\":\"d\",\"id\":\"a\\u007fb\"}",
                "BAD_NAME    | {\"channel\":\"c\",\"data\":\"d\",\"name\":1}",
                "BAD_NAME    | {\"channel\":\"c\",\"data\":\"d\",\"name\":\"eshq:open\"}",
                "BAD_NAME    | {\"channel\":\"c\",\"data\":\"d\",\"name\":\"a\\nb\"}",
                "BAD_USER    | {\"channel\":\"c\",\"data\":\"d\",\"user\":1}",
                "BAD_USER    | {\"channel\":\"c\",\"data\":\"d\",\"user\":\"a\\nb\"}",
                "BAD_SOCKET  | {\"channel\":\"c\",\"data\":\"d\",\"socket\":[]}",
            })
    void refusesForTheFieldThatIsWrong(RefusalReason reason, String body) {
        assertRefused(body, reason);
    }

    @Test
    void measuresFieldsInBytesOfUtf8AndChannelsInCharacters() throws RefusedEvent {
        assertThat(parse(message("c", "d", "é".repeat(127) + "x")).id()).isNotNull();
        assertRefused(message("c", "d", "é".repeat(128)), RefusalReason.BAD_ID);
        assertThat(parse(message("😀".repeat(255), "d", "")).channel().name()).hasSize(510);
        assertRefused(message("c".repeat(256), "d", ""), RefusalReason.BAD_CHANNEL);
    }

    @Test
    void refusesDataThatIsTooLongInUtf8() throws RefusedEvent {
        assertThat(parse(message("c", "é".repeat(500), "")).data()).hasSize(500);
        assertRefused(message("c", "é".repeat(500) + "x", ""), RefusalReason.TOO_LARGE);
        assertRefused(message("c", "x".repeat(200_000), ""), RefusalReason.TOO_LARGE);
    }

    @Test
    void readsWhatItWrites() throws RefusedEvent {
        Event event = new Event(new ChannelId("u", "c"), "a\r\n\"\\\u0000é😀\u2028", "i", "n", "s");
        assertThat(json.parse(json.write(event))).isEqualTo(event);
        Event bare = new Event(new ChannelId(null, "c"), "", null, null, null);
        assertThat(json.parse(json.write(bare))).isEqualTo(bare);
    }

    private static String message(String channel, String data, String id) {
        return "{\"channel\":\"%s\",\"data\":\"%s\",\"id\":\"%s\"}".formatted(channel, data, id);
    }

    private Event parse(String body) throws RefusedEvent {
        return json.parse(body.getBytes(UTF_8));
    }

    private void assertRefused(String body, RefusalReason reason) {
        assertRefused(body.getBytes(UTF_8), reason);
    }

    private void assertRefused(byte[] body, RefusalReason reason) {
        RefusedEvent refused = catchThrowableOfType(RefusedEvent.class, () -> json.parse(body));
        assertThat(refused).as(new String(body, UTF_8)).isNotNull();
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.whatToChange()).isNotBlank();
    }

    @Test
    void readsWhatTheBrokerItselfSealed() throws RefusedEvent {
        seal.use(new byte[] {1});
        Event event = Event.ofBroker(new ChannelId("u", "c"), "eshq:join", "d");
        assertThat(json.parse(json.write(event))).isEqualTo(event);
    }

    @Test
    void knowsWhatTheBrokerItselfSaidBefore() throws RefusedEvent {
        seal.use(new byte[] {1});
        byte[] first = json.write(Event.ofBroker(new ChannelId("u", "c"), "eshq:join", "d"));
        byte[] other = json.write(Event.ofBroker(new ChannelId("u", "c"), "eshq:join", "e"));
        assertThat(json.isRepeated(json.parse(first))).isFalse();
        assertThat(json.isRepeated(json.parse(other))).isFalse();
        assertThat(json.isRepeated(json.parse(first))).isTrue();
        assertThat(json.isRepeated(json.parse(other))).isTrue();
    }

    /** Publishers may say the same as often as they like. */
    @Test
    void nothingOfAPublisherIsARepetition() throws RefusedEvent {
        seal.use(new byte[] {1});
        String event = "{\"channel\":\"c\",\"data\":\"d\"}";
        assertThat(json.isRepeated(parse(event))).isFalse();
        assertThat(json.isRepeated(parse(event))).isFalse();
    }

    @Test
    void saysThatASealCannotBeToldWhileThereIsNoKey() {
        Seal ofOther = new Seal();
        ofOther.use(new byte[] {1});
        byte[] sealed = new EventJson(new EventRules(MAX_EVENT_BYTES), ofOther)
                .write(Event.ofBroker(new ChannelId("u", "c"), "eshq:join", "d"));
        assertThatThrownBy(() -> json.parse(sealed)).isInstanceOf(SealUnknown.class);
        assertThatThrownBy(() -> parse("{\"channel\":\"c\",\"data\":\"d\",\"name\":\"eshq:join\"}"))
                .isExactlyInstanceOf(RefusedEvent.class);
    }

    /** Here one without a seal, which is asked about reserved names alone. */
    @Test
    @SuppressWarnings("NullAway")
    void doesNotTakeABugForMalformedJson() {
        EventJson broken = new EventJson(new EventRules(MAX_EVENT_BYTES), null);
        byte[] event = "{\"channel\":\"c\",\"data\":\"d\",\"name\":\"eshq:here\"}".getBytes(UTF_8);
        assertThatThrownBy(() -> broken.parse(event)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void refusesABrokersNameUnderNoSealOrAnothers() {
        Event event = Event.ofBroker(new ChannelId("u", "c"), "eshq:join", "d");
        byte[] unsealed = json.write(event);
        seal.use(new byte[] {1});
        byte[] sealed = json.write(event);
        String forged = new String(sealed, UTF_8).replace("\"d\"", "\"e\"");
        assertThatThrownBy(() -> json.parse(unsealed)).isInstanceOf(RefusedEvent.class);
        assertThatThrownBy(() -> json.parse(forged.getBytes(UTF_8))).isInstanceOf(RefusedEvent.class);
        seal.use(new byte[] {2});
        assertThatThrownBy(() -> json.parse(sealed)).isInstanceOf(RefusedEvent.class);
    }
}
