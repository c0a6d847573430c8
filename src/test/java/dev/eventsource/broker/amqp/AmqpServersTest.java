package dev.eventsource.broker.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.ConnectionFactory;
import dev.eventsource.broker.settings.InvalidSetting;
import dev.eventsource.broker.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmqpServersTest {
    @AfterEach
    void unset() {
        System.clearProperty("AMQP_URL");
    }

    @ParameterizedTest
    @CsvSource({
        "amqp://host, /, 5672",
        "amqp://host/, /, 5672",
        "amqp://host/%2F, /, 5672",
        "amqp://host:1234/other, other, 1234",
        "amqps://host/a%2Fb, a/b, 5671",
        "amqp://host/?heartbeat=7, /, 5672",
    })
    void readsHostPortAndVirtualHost(String url, String virtualHost, int port) {
        ConnectionFactory factory = new ConnectionFactory();
        servers(url).current().configure(factory);
        assertThat(factory.getHost()).isEqualTo("host");
        assertThat(factory.getVirtualHost()).isEqualTo(virtualHost);
        assertThat(factory.getPort()).isEqualTo(port);
    }

    @Test
    void decodesUserAndPassword() {
        ConnectionFactory factory = new ConnectionFactory();
        servers("amqp://a%40b:c%2Fd@host").current().configure(factory);
        assertThat(factory.getUsername()).isEqualTo("a@b");
        assertThat(factory.getPassword()).isEqualTo("c/d");
    }

    @Test
    void triesTheServersInTurn() {
        AmqpServers.Turns servers = servers("amqp://u:hidden@one,amqp://two:1234");
        assertThat(servers.current().name()).isEqualTo("amqp://one");
        servers.noteFailure();
        assertThat(servers.current().name()).isEqualTo("amqp://two:1234");
        servers.noteFailure();
        assertThat(servers.current().name()).isEqualTo("amqp://one");
    }

    @Test
    void givesEachClientTurnsOfItsOwn() {
        System.setProperty("AMQP_URL", "amqps://one,amqp://two");
        AmqpServers servers = new AmqpServers(new Settings());
        AmqpServers.Turns feed = servers.turns();
        AmqpServers.Turns publisher = servers.turns();
        AmqpServer chosen = feed.current();
        publisher.noteFailure();
        assertThat(publisher.current().name()).isEqualTo("amqp://two");
        assertThat(feed.current()).isEqualTo(chosen);
        feed.noteFailure();
        ConnectionFactory factory = new ConnectionFactory();
        chosen.configure(factory);
        assertThat(factory.getHost()).isEqualTo("one");
        assertThat(factory.isSSL()).isTrue();
    }

    @Test
    void neverRecoversByItself() {
        ConnectionFactory factory = new ConnectionFactory();
        servers("amqp://host").current().configure(factory);
        assertThat(factory.isAutomaticRecoveryEnabled()).isFalse();
        assertThat(factory.isTopologyRecoveryEnabled()).isFalse();
    }

    @Test
    void stopsTheDeploymentForAVirtualHostOfSeveralSegments() {
        assertThatThrownBy(() -> servers("amqp://u:hidden@host/a/b"))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageNotContaining("hidden");
    }

    private static AmqpServers.Turns servers(String url) {
        System.setProperty("AMQP_URL", url);
        return new AmqpServers(new Settings()).turns();
    }
}
