package dev.eventsource.broker.webhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;

/**
 * One request on a connection of its own, and the status of its answer, whose head is bounded and whose body is not read.
 * One thread runs it; any may close it, which ends at once what that one waits for, but for the look-up of a name.
 */
final class WebhookExchange implements AutoCloseable {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
    private static final int MOST_INTERIM_ANSWERS = 8;
    private static final Http1Config BOUNDS = Http1Config.custom()
            .setMaxLineLength(8_192)
            .setMaxHeaderCount(64)
            .setMaxEmptyLineCount(8)
            .build();

    /** The one below TLS: it closes without a word to the other side, so without waiting. */
    private final Socket socket = new Socket();

    /** The answer's status; a failure where it is closed before. Runs once. */
    int status(URI url, ClassicHttpRequest request) throws IOException, HttpException {
        DefaultBHttpClientConnection connection = new DefaultBHttpClientConnection(BOUNDS);
        connection.bind(connect(url));
        connection.sendRequestHeader(request);
        connection.sendRequestEntity(request);
        connection.flush();
        for (int interim = 0; interim <= MOST_INTERIM_ANSWERS; interim++) {
            int status = connection.receiveResponseHeader().getCode();
            if (status >= HttpStatus.SC_SUCCESS || status == HttpStatus.SC_SWITCHING_PROTOCOLS) {
                return status;
            }
        }
        throw new HttpException("too many interim answers");
    }

    private Socket connect(URI url) throws IOException {
        boolean secure = url.getScheme().equals("https");
        int port = url.getPort() != -1 ? url.getPort() : secure ? 443 : 80;
        String host = url.getHost().replaceAll("[\\[\\]]", ""); // of an IPv6 address
        socket.connect(new InetSocketAddress(host, port), (int) LONGEST_CONNECT.toMillis());
        return secure ? secure(host, port) : socket;
    }

    /** Whoever answers has to be of the URL's name, by a certificate that the JVM trusts. */
    private Socket secure(String host, int port) throws IOException {
        try {
            SSLSocket secured =
                    (SSLSocket) SSLContext.getDefault().getSocketFactory().createSocket(socket, host, port, true);
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
            secured.startHandshake();
            return secured;
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("there is no TLS", e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
