package dev.eventsource.broker.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.amqp.Doubt;
import dev.eventsource.broker.event.EventJson;
import dev.eventsource.broker.event.EventRules;
import dev.eventsource.broker.event.Seal;
import dev.eventsource.broker.settings.Settings;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SourcesTest {
    private final Settings settings = new Settings();
    private final EventRules events = new EventRules(settings);
    private final Sources sources = new Sources(new EventJson(events, new Seal()), events, new Doubt(), settings);

    /** Or anybody who may publish there would be one of the broker's own publishers at a node that was forgotten. */
    @Test
    void whatOtherNodesHaveBoundIsNotTheBrokersOwnAtANodeWithoutSources() {
        assertThat(sources.haveRulesFor("orders")).isFalse();
        sources.noteBound(Set.of());
        assertThat(sources.haveRulesFor("orders")).isFalse();
        sources.noteBound(Set.of(new SourceBinding("orders", "#", Map.of())));
        sources.noteBound(Set.of());
        assertThat(sources.haveRulesFor("orders")).isTrue();
        assertThat(sources.haveRulesFor("handed on to orders")).isTrue();
        assertThat(sources.haveRulesFor("eventsource.fanout")).isFalse();
    }
}
