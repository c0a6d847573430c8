package dev.eventsource.broker.it.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.PrivateCa;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What all pages are open in, and their server, which asks for their tickets; both trust the authority. */
final class Browser implements AutoCloseable {
    private static final Pattern SOCKET = Pattern.compile("\"socket\":\"([^\"]+)\"");
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(40);
    private static final int AT_ONCE = 50;

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final HttpClient client;
    private final SSLContext tls;

    Browser(PrivateCa authority, HttpClient.Version version) {
        tls = trusting(authority);
        client = HttpClient.newBuilder()
                .version(version)
                .sslContext(tls)
                .executor(threads)
                .build();
    }

    private static SSLContext trusting(PrivateCa authority) {
        char[] password = PrivateCa.TRUST_STORE_PASSWORD.toCharArray();
        try (InputStream file = Files.newInputStream(authority.trustStore())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, password);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a new visitor has it, who remembers no session. */
    SSLContext tls() {
        return tls;
    }

    /** Opens a page for each of those channels, a few at a time; returns once each has its ticket. */
    List<Page> open(Proxy proxy, Stream<String> channels) {
        Semaphore atOnce = new Semaphore(AT_ONCE);
        List<CompletableFuture<Page>> pages = channels.map(channel -> {
                    atOnce.acquireUninterruptibly();
                    return ticket(proxy, channel)
                            .thenApply(socket -> new Page(client, proxy, socket))
                            .whenComplete((page, failure) -> atOnce.release());
                })
                .toList();
        List<Page> opened = pages.stream().map(CompletableFuture::join).toList();
        opened.forEach(Page::connect);
        return opened;
    }

    private CompletableFuture<String> ticket(Proxy proxy, String channel) {
        return client.sendAsync(ticketRequest(proxy, channel), BodyHandlers.ofString())
                .thenApply(Browser::socket);
    }

    /** A socket's id. */
    String openSocket(Proxy proxy, String channel) {
        return socket(send(ticketRequest(proxy, channel)));
    }

    private static HttpRequest ticketRequest(Proxy proxy, String channel) {
        String credentials = TwoNodes.USER.key() + ":" + TwoNodes.USER.secret();
        return HttpRequest.newBuilder(proxy.uri("/socket"))
                .timeout(LONGEST_ANSWER)
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(Form.of("channel", channel).encoded()))
                .build();
    }

    private static String socket(HttpResponse<String> answer) {
        Matcher socket = SOCKET.matcher(answer.body());
        assertThat(socket.find()).as(answer + " " + answer.body()).isTrue();
        return socket.group(1);
    }

    HttpResponse<String> get(URI uri, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(LONGEST_ANSWER);
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
