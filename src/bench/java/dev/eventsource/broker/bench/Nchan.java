package dev.eventsource.broker.bench;

import dev.eventsource.broker.bench.feed.FeedPort;
import dev.eventsource.broker.it.support.Program;
import dev.eventsource.broker.process.GuardedProcess;
import dev.eventsource.broker.process.Target;
import dev.eventsource.broker.run.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * nginx with its module nchan: what else people take for this, where no AMQP is wanted. It is fed over HTTP, one request after the
 * other, by this program; its one worker is what nginx comes with on one processor, as the broker's one writer.
 */
final class Nchan implements AutoCloseable {
    private static final Path MODULE = Path.of("/usr/lib/nginx/modules/ngx_nchan_module.so");
    private static final Duration LONGEST_START = Duration.ofSeconds(20);
    private static final String CONFIGURATION = """
            daemon off;
            worker_processes 1;
            pid pid;
            error_log error.log;
            load_module %s;
            events { worker_connections 20000; }
            http {
              access_log off;
              client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
              nchan_shared_memory_size 256M;
              server {
                listen 127.0.0.1:%d backlog=4096;
                location = /pub { nchan_publisher; nchan_channel_id $arg_channel; nchan_message_buffer_length 1000; }
                location = /sub { nchan_subscriber eventsource; nchan_channel_id $arg_channel; }
              }
            }
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final int httpPort = Port.free();
    private final Contender contender =
            new Contender("nchan, fed over HTTP", httpPort, Port.free(), true, Nchan::paths);
    private final GuardedProcess nginx;
    private final FeedPort feed;

    private Nchan(Path program) {
        Path directory = directory();
        List<String> command = List.of(program.toString(), "-p", directory.toString(), "-c", "nginx.conf");
        nginx = GuardedProcess.start(command, Map.of(), directory.resolve("log"));
        feed = FeedPort.open("bench-nchan", contender.feedPort(), this::publish);
        Awaitility.await().atMost(LONGEST_START).until(this::takesConnections);
    }

    /** Starts it where both are installed. */
    static Optional<Nchan> start() {
        return new Program("nginx")
                .find()
                .filter(program -> Files.exists(MODULE))
                .map(Nchan::new);
    }

    private Path directory() {
        try {
            Path directory = Files.createTempDirectory(Target.file("").toAbsolutePath(), "nchan-");
            Files.writeString(directory.resolve("nginx.conf"), CONFIGURATION.formatted(MODULE, httpPort));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Contender contender() {
        return contender;
    }

    private static List<String> paths(List<String> channels) {
        return channels.stream().map(channel -> "/sub?channel=" + channel).toList();
    }

    private void publish(String channel, String data) {
        URI uri = URI.create("http://127.0.0.1:" + httpPort + "/pub?channel=" + channel);
        HttpRequest request =
                HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(data)).build();
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            if (status / 100 != 2) {
                throw new IllegalStateException("nchan answers " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private boolean takesConnections() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), httpPort)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        feed.close();
        nginx.terminate();
    }
}
