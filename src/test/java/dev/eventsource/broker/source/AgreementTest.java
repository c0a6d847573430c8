package dev.eventsource.broker.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.amqp.Doubt;
import dev.eventsource.broker.cluster.Signal;
import dev.eventsource.broker.cluster.Topic;
import dev.eventsource.broker.event.EventJson;
import dev.eventsource.broker.event.EventRules;
import dev.eventsource.broker.event.Seal;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgreementTest {
    private static final String OTHER = "0123456789ab";

    private final Sources sources = sources();
    private final String digest = sources.rules().digest();
    private final List<Signal> told = new ArrayList<>();
    private long nanos;
    private final Node node = new Node();
    private final Agreement agreement = new Agreement(sources, told::add, node, () -> nanos);

    private static Sources sources() {
        System.setProperty("SOURCES", "{\"sources\":[{\"exchange\":\"orders\"}]}");
        return made();
    }

    private static Sources made() {
        Settings settings = new Settings();
        EventRules events = new EventRules(settings);
        return new Sources(new EventJson(events, new Seal()), events, new Doubt(), settings);
    }

    @AfterEach
    void clear() {
        System.clearProperty("SOURCES");
    }

    /** In which it hears itself, as long as signals come in. */
    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            passInSilence(1);
            hear(node.id() + " " + digest);
        }
    }

    private void passInSilence(int seconds) {
        nanos += Duration.ofSeconds(seconds).toNanos();
    }

    private void hear(String words) {
        agreement.hear(new Signal(Topic.RULES, words));
    }

    @Test
    void isNotKnownBeforeOthersCouldBeHeard() {
        assertThat(agreement.holds()).isFalse();
        pass(10);
        assertThat(agreement.holds()).isFalse();
        pass(10);
        assertThat(agreement.holds()).isTrue();
    }

    /** It would unbind what others need. */
    @Test
    void isNotKnownToWhoDoesNotEvenHearItself() {
        passInSilence(60);
        assertThat(agreement.holds()).isFalse();
        pass(20);
        passInSilence(13);
        assertThat(agreement.holds()).isFalse();
        pass(5);
        assertThat(agreement.holds()).isFalse();
        pass(10);
        assertThat(agreement.holds()).isTrue();
    }

    @Test
    void isBrokenByANodeWithOtherRulesUntilThatHasTheSameOrIsGone() {
        pass(20);
        hear(OTHER + " 000000000000");
        assertThat(agreement.holds()).isFalse();
        assertThat(agreement.others()).containsEntry(OTHER, "000000000000");
        hear(OTHER + " " + digest);
        assertThat(agreement.holds()).isTrue();
        hear(OTHER + " 000000000000");
        pass(21);
        assertThat(agreement.holds()).isTrue();
    }

    @Test
    void isNotBrokenByWhatIsNoDigest() {
        pass(20);
        hear("nonsense");
        hear(OTHER + " too long for a digest");
        agreement.hear(new Signal(Topic.WATCH, OTHER + " 000000000000"));
        assertThat(agreement.holds()).isTrue();
    }

    /** It would take what others have bound for its own. */
    @Test
    void aNodeWithoutRulesIsHeardOfWhereOthersHaveSome() {
        System.clearProperty("SOURCES");
        Agreement without = new Agreement(made(), told::add, node, () -> nanos);
        without.turn();
        assertThat(told).isEmpty();
        without.need(true);
        without.turn();
        without.need(false);
        assertThat(told).hasSize(1);
        without.hear(new Signal(Topic.RULES, OTHER + " " + digest));
        assertThat(without.others()).containsEntry(OTHER, digest);
        without.turn();
        assertThat(told).hasSize(2);
        assertThat(told.get(1).text()).isEqualTo(node.id() + " 000000000000");
        without.hear(new Signal(Topic.RULES, OTHER + " 000000000000"));
        without.turn();
        assertThat(told).hasSize(2);
    }

    @Test
    void tellsOthersOfItsOwn() {
        agreement.tell();
        assertThat(told).singleElement().satisfies(signal -> {
            assertThat(signal.topic()).isEqualTo(Topic.RULES);
            assertThat(signal.text()).matches("[0-9a-f]{12} " + digest);
        });
    }
}
