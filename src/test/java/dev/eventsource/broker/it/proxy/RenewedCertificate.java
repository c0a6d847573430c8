package dev.eventsource.broker.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.PrivateCa;
import dev.eventsource.broker.it.support.Site;
import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A certificate is renewed while streams are open. */
interface RenewedCertificate extends ProxyTests {
    @ParameterizedTest
    @EnumSource
    default void isSeenByNewStreamsAndEndsNoneThatIsOpen(Proxy.Kind kind) throws IOException {
        String channel = Site.newChannel();
        try (var proxy = start(kind);
                var browser = browser();
                var exchange = nodes().publisher()) {
            Publishing publishing = new Publishing(exchange, List.of(channel));
            Crowd crowd = new Crowd(proxy, browser.open(proxy, Stream.of(channel, channel))).awaitOpen();
            publishing.round();
            crowd.awaitWhole(1);
            BigInteger former = serialNumber(proxy);
            PrivateCa.Identity renewed = authority().localhost();
            proxy.install(renewed);
            assertThat(serialNumber(proxy)).isEqualTo(former);
            proxy.reload();
            await().until(() -> !serialNumber(proxy).equals(former));
            publishing.round();
            crowd.awaitWhole(2);
            crowd.assertNeverEnded();
            crowd.leave();
        }
    }

    /** As somebody sees it who comes for the first time. */
    private BigInteger serialNumber(Proxy proxy) throws IOException {
        try (var visitor = browser();
                var socket = (SSLSocket) visitor.tls().getSocketFactory().createSocket("localhost", proxy.port())) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }
}
