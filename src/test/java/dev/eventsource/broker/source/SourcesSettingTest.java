package dev.eventsource.broker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.rabbitmq.client.AMQP;
import dev.eventsource.broker.amqp.Doubt;
import dev.eventsource.broker.event.EventJson;
import dev.eventsource.broker.event.EventRules;
import dev.eventsource.broker.event.RefusedEvent;
import dev.eventsource.broker.event.Seal;
import dev.eventsource.broker.settings.InvalidSetting;
import dev.eventsource.broker.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesSettingTest {
    private static final String SETTING = "SOURCES";

    @TempDir
    private Path directory;

    private final Doubt doubt = new Doubt();

    private Sources sources(String setting) {
        System.setProperty(SETTING, setting);
        Settings settings = new Settings();
        EventRules events = new EventRules(settings);
        return new Sources(new EventJson(events, new Seal()), events, doubt, settings);
    }

    @AfterEach
    void clear() {
        System.clearProperty(SETTING);
    }

    @Test
    void aWrongOneIsToldWithItsPlaceAndWhatToChange() {
        assertThatThrownBy(() -> sources("{\"rules\":[{\"channel\":1}]}"))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContainingAll(SETTING, "/rules/0/channel: it is a string");
        assertThatThrownBy(() -> sources("/nowhere/sources.json"))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContainingAll(SETTING, "the file cannot be read: there is none at /no");
    }

    @Test
    void withoutItEveryExchangesMessagesAreAsEver() {
        assertThat(sources("").haveRulesFor("bound by hand")).isFalse();
    }

    @Test
    void withItTheBrokersOwnExchangeAndItsQueuesAreAsEver() {
        Sources sources = sources("{\"sources\":[{\"exchange\":\"orders\"}]}");
        assertThat(sources.haveRulesFor("eventsource.fanout")).isFalse();
        assertThat(sources.haveRulesFor("")).isFalse();
        assertThat(sources.haveRulesFor("orders")).isTrue();
        assertThat(sources.haveRulesFor("bound by hand")).isTrue();
        assertThat(sources.isInFile()).isFalse();
    }

    @Test
    void aFileIsReadAnewAndWhatIsWrongLeavesTheRulesBefore() throws IOException, InvalidRules {
        Path file = directory.resolve("sources.json");
        Files.writeString(file, "{\"sources\":[{\"exchange\":\"orders\"}]}");
        Sources sources = sources(file.toString());
        assertThat(sources.isInFile()).isTrue();
        String before = sources.rules().digest();
        Files.writeString(file, "{\"sources\":[{\"exchange\":\"\"}]}");
        assertThatThrownBy(sources::reload).hasMessageContaining("/sources/0/exchange");
        assertThat(sources.rules().digest()).isEqualTo(before);
        Files.writeString(file, "{\"sources\":[{\"exchange\":\"prices\"}]}");
        sources.reload();
        assertThat(sources.rules().source("prices")).isNotNull();
        // Raised, or it would wait for an hour: the new ones are bound soon.
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> doubt.await(Duration.ofHours(1)));
        assertThat(sources.rules().digest()).isNotEqualTo(before);
    }

    @Test
    void operatorsSeeWhatComesInAlsoWhereNoRuleIsForIt() throws RefusedEvent {
        Sources sources =
                sources("{\"sources\":[{\"exchange\":\"orders\"}],\"rules\":[{\"key\":\"k\",\"channel\":\"c\"}]}");
        assertThat(sources.map(arrival("orders", "k"))).hasSize(1);
        assertThatThrownBy(() -> sources.map(arrival("orders", "other"))).isInstanceOf(RefusedEvent.class);
        assertThatThrownBy(() -> sources.map(arrival("no source", "k"))).isInstanceOf(RefusedEvent.class);
        assertThat(sources.seen()).extracting(Arrival::exchange).containsExactly("no source", "orders", "orders");
        assertThat(sources.seen()).extracting(Arrival::routingKey).containsExactly("k", "other", "k");
    }

    private static Arrival arrival(String exchange, String key) {
        return new Arrival(exchange, key, new AMQP.BasicProperties(), new byte[0]);
    }
}
