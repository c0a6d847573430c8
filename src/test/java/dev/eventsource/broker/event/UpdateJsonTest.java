package dev.eventsource.broker.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eventsource.broker.url.HubUrl;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateJsonTest {
    private final EventJson json = new EventJson(new EventRules(1_000_000, true), new Seal());

    private Event parse(String body) throws RefusedEvent {
        return json.parse(body.getBytes(UTF_8));
    }

    private RefusedEvent refusalOf(String body) {
        RefusedEvent refused = catchThrowableOfType(RefusedEvent.class, () -> parse(body));
        assertThat(refused).as(body.substring(0, Math.min(100, body.length()))).isNotNull();
        return refused;
    }

    @Test
    void readsEveryField() throws RefusedEvent {
        Event event = parse("""
                {"topics":["a","b"],"data":"d","id":"i","name":"n","private":true,"retry":5}""");
        Update update = new Update(List.of("a", "b"), true, Duration.ofMillis(5));
        assertThat(event).isEqualTo(new Event(Update.SPACE, "d", "i", "n", null, update));
        assertThat(json.parse(json.write(event))).isEqualTo(event);
    }

    /** It may be for one user alone, and what its publisher calls topics is the publisher's own. */
    @Test
    void takesAMessageWithAChannelForAnEventOfThat() throws RefusedEvent {
        assertThat(parse("""
                {"channel":"c","user":"u","data":"d","topics":["a"]}""")).isEqualTo(new Event(new ChannelId("u", "c"), "d", null, null, null));
        assertThat(refusalOf("""
                {"channel":"","data":"d","topics":["a"]}""").reason()).isEqualTo(RefusalReason.BAD_CHANNEL);
        assertThat(parse("""
                {"channel":null,"data":"d","topics":["a"]}""").channel()).isEqualTo(Update.SPACE);
    }

    /** Each is one refused message: what was unforeseen would be a gap in the feed of every node. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[1]",
                "[1e9999999999]",
                "[\"a\",-1e-9999999999]",
                "[\"a\",null]",
                "[\"\"]",
                "[[\"a\"]]",
                "{\"a\":\"b\"}",
                "\"a\"",
                "\"[\\\"a\\\"]\"",
                "7",
                "true"
            })
    void refusesWhatIsNoArrayOfTopics(String topics) {
        RefusedEvent refused = refusalOf("{\"data\":\"d\",\"topics\":" + topics + "}");
        assertThat(refused.reason()).isEqualTo(RefusalReason.BAD_TOPICS);
    }

    @Test
    void refusesWhatIsLongerThanAnyUpdateCanHave() {
        String digits = "{\"data\":\"d\",\"topics\":[" + "7".repeat(2_000) + "]}";
        assertThat(refusalOf(digits).reason()).isEqualTo(RefusalReason.BAD_TOPICS);
        String many = "{\"data\":\"d\",\"topics\":[" + "\"a\",".repeat(1_000_000) + "\"a\"]}";
        assertThat(refusalOf(many).whatToChange()).contains("1 to 32");
    }

    /** Publishers may not use its topics; who has read one at the exchange cannot change it, nor say it again. */
    @Test
    void readsOnceWhatTheHubItselfSealed() throws RefusedEvent {
        Seal seal = new Seal();
        EventJson hub = new EventJson(new EventRules(10, true), seal);
        Update update = new Update(List.of("/.well-known/mercure/subscriptions/" + "a".repeat(9_000)), true, null);
        Event event = Event.ofHub(update, "urn:uuid:1", null, "longer than publishers may");
        byte[] unsealed = hub.write(event);
        seal.use(new byte[] {1});
        String sealed = new String(hub.write(event), UTF_8);
        assertRefused(hub, new String(unsealed, UTF_8));
        assertRefused(hub, sealed.replace("aaaa\"", "aaab\""));
        assertRefused(hub, sealed.replace("\"private\":true", "\"private\":false"));
        assertRefused(hub, sealed.replace("urn:uuid:1", "urn:uuid:2"));
        assertRefused(hub, sealed.replace("longer", "larger"));
        assertRefused(hub, sealed.replace("[\"/.well-known", "[\"a\",\"/.well-known"));
        Event read = hub.parse(sealed.getBytes(UTF_8));
        assertThat(read).isEqualTo(event);
        assertThat(hub.isRepeated(read)).isFalse();
        assertThat(hub.isRepeated(hub.parse(sealed.getBytes(UTF_8)))).isTrue();
    }

    /** Wherever the hub's URL is. */
    @Test
    void readsWhatTheHubSealedBelowItsUrlWithItsType() throws RefusedEvent {
        Seal seal = new Seal();
        seal.use(new byte[] {1});
        EventJson hub = new EventJson(new EventRules(100, true, HubUrl.of("https://example.org/hub")), seal);
        Update update = new Update(List.of("/hub/subscriptions/exact/a/b"), true, null);
        String sealed = new String(hub.write(Event.ofHub(update, "urn:uuid:1", "mercure", "data")), UTF_8);
        assertRefused(hub, sealed.replace("\"name\":\"mercure\"", "\"name\":\"other\""));
        assertRefused(hub, sealed.replace("\"name\":\"mercure\",", ""));
        assertThat(hub.parse(sealed.getBytes(UTF_8)).name()).isEqualTo("mercure");
    }

    @Test
    void saysThatASealCannotBeToldWhileThereIsNoKey() {
        Seal ofOther = new Seal();
        ofOther.use(new byte[] {1});
        Update update = new Update(List.of("/.well-known/mercure/subscriptions/a/b"), true, null);
        byte[] sealed = new EventJson(new EventRules(100, true), ofOther)
                .write(Event.ofHub(update, "urn:uuid:1", null, "data"));
        assertThat(catchThrowableOfType(RefusedEvent.class, () -> json.parse(sealed)))
                .isInstanceOf(SealUnknown.class);
    }

    private static void assertRefused(EventJson hub, String message) {
        assertThat(catchThrowableOfType(RefusedEvent.class, () -> hub.parse(message.getBytes(UTF_8))))
                .as(message)
                .isNotNull();
    }
}
