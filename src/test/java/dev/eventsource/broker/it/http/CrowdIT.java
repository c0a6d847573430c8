package dev.eventsource.broker.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.eventsource.broker.it.support.Broker;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All pages come back in the same moment when a proxy was started again. */
@Tag("once-per-server")
@ArquillianTest
class CrowdIT {
    /** More than the 4,096 requests that a Payara lets wait as installed. */
    private static final int CLIENTS = 6_000;

    /** What this process has open beside them. */
    private static final int OTHERS = 2_000;

    private static final Duration LONGEST = Duration.ofMinutes(2);

    @Deployment(testable = false)
    static WebArchive war() {
        return Broker.war();
    }

    @BeforeAll
    static void awaitReady() {
        Broker.awaitReady();
    }

    @Test
    void everyoneIsAnswered() throws IOException {
        URI uri = Broker.uri("/status/live");
        String request = "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(uri.getPath(), uri.getAuthority());
        int clients = Math.min(CLIENTS, (descriptors() - OTHERS) / 2);
        try (Crowd crowd = new Crowd(request)) {
            Map<String, Integer> answers =
                    crowd.answers(new InetSocketAddress(uri.getHost(), uri.getPort()), clients, LONGEST);
            assertThat(answers).isEqualTo(Map.of("HTTP/1.1 200", clients));
        }
    }

    /** The embedded server's end of each takes one more of this process. */
    private static int descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? (int) Math.min(Integer.MAX_VALUE, unix.getMaxFileDescriptorCount())
                : OTHERS * 2;
    }
}
