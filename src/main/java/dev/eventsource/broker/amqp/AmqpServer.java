package dev.eventsource.broker.amqp;

import com.rabbitmq.client.ConnectionFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** One of the servers that {@code AMQP_URL} names. Immutable: a connection is set up by one from its host to its TLS. */
public record AmqpServer(URI url) {
    private static final int HEARTBEAT_SECONDS = 10;

    /** For a connection, and for each answer on it. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** Without its credentials, as it may stand in a log. */
    public String name() {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    /** Sets up a factory of connections to it; {@link IllegalArgumentException} where the URL does not do. */
    public void configure(ConnectionFactory factory) {
        try {
            factory.setUri(withVirtualHost());
            if (url.getScheme().equals("amqps")) {
                // The client's own default trusts any certificate of any host.
                factory.useSslProtocol(SSLContext.getDefault());
                factory.enableHostnameVerification();
            }
        } catch (URISyntaxException | GeneralSecurityException e) {
            throw new IllegalArgumentException(e);
        }
        factory.setExceptionHandler(new QuietExceptionHandler());
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        factory.setConnectionTimeout((int) LONGEST_WAIT.toMillis());
        factory.setHandshakeTimeout((int) LONGEST_WAIT.toMillis());
        factory.setChannelRpcTimeout((int) LONGEST_WAIT.toMillis());
    }

    /** An URL that ends with a slash means the default virtual host, not the one without a name. */
    private URI withVirtualHost() throws URISyntaxException {
        if (!"/".equals(url.getRawPath())) {
            return url;
        }
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return new URI(url.getScheme() + "://" + url.getRawAuthority() + "/%2F" + query);
    }
}
