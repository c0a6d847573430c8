package dev.eventsource.broker.amqp;

import com.rabbitmq.client.ConnectionFactory;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** The servers that {@code AMQP_URL} names, tried in turn. Any thread may ask. */
@Singleton
final class AmqpServers {
    private static final int HEARTBEAT_SECONDS = 10;
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);

    private final List<URI> urls;
    private final Settings settings;
    private final AtomicInteger failures = new AtomicInteger();

    @Inject
    AmqpServers(Settings settings) {
        this.settings = settings;
        this.urls = settings.list(Setting.AMQP_URL).stream().map(URI::create).toList();
        configure(new ConnectionFactory());
    }

    /** The server to try now, without its credentials, as it may stand in a log. */
    String name() {
        URI url = current();
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    /** Notes that the server of now did not do, so that the next one is tried. */
    void noteFailure() {
        failures.incrementAndGet();
    }

    /** Sets up a factory for the server to try now. */
    void configure(ConnectionFactory factory) {
        try {
            factory.setUri(withVirtualHost(current()));
            if (current().getScheme().equals("amqps")) {
                // The client's own default trusts any certificate of any host.
                factory.useSslProtocol(SSLContext.getDefault());
                factory.enableHostnameVerification();
            }
        } catch (URISyntaxException | GeneralSecurityException | IllegalArgumentException e) {
            throw settings.invalid(Setting.AMQP_URL);
        }
        factory.setExceptionHandler(new QuietExceptionHandler());
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        factory.setConnectionTimeout((int) LONGEST_CONNECT.toMillis());
        factory.setHandshakeTimeout((int) LONGEST_CONNECT.toMillis());
        factory.setChannelRpcTimeout((int) LONGEST_CONNECT.toMillis());
    }

    private URI current() {
        return urls.get(Math.floorMod(failures.get(), urls.size()));
    }

    /** An URL that ends with a slash means the default virtual host, not the one without a name. */
    private static URI withVirtualHost(URI url) throws URISyntaxException {
        if (!"/".equals(url.getRawPath())) {
            return url;
        }
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return new URI(url.getScheme() + "://" + url.getRawAuthority() + "/%2F" + query);
    }
}
