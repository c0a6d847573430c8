package dev.eventsource.broker.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Plays the welcome page's own server: it has the secret, and opens a socket for the browser that asks. */
@WebServlet("/socket")
public class DemoServlet extends HttpServlet {

    private static final TestUser USER = TestUser.DEMO;

    /** Not by an upgrade to HTTP/2, whose first body Payara may lose. */
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Written anew each time, into that directory. */
    static Path war(Path directory) {
        Path file = directory.resolve("demo.war");
        ShrinkWrap.create(WebArchive.class)
                .addClasses(DemoServlet.class, TestUser.class)
                .as(ZipExporter.class)
                .exportTo(file.toFile(), true);
        return file;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String channel = Objects.requireNonNullElse(request.getParameter("channel"), "demo");
        URI socket = URI.create("http://127.0.0.1:" + request.getLocalPort() + "/socket");
        HttpResponse<byte[]> answer = openSocket(socket, channel);
        response.setStatus(answer.statusCode());
        response.setContentType("application/json");
        response.getOutputStream().write(answer.body());
    }

    private static HttpResponse<byte[]> openSocket(URI socket, String channel) {
        HttpRequest request = HttpRequest.newBuilder(socket)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(signed(channel))))
                .build();
        return CLIENT.sendAsync(request, BodyHandlers.ofByteArray()).join();
    }

    private static Map<String, String> signed(String channel) {
        String timestamp = String.valueOf(Instant.now().getEpochSecond());
        String token = hmac(USER.key() + ":" + timestamp);
        return Map.of("key", USER.key(), "timestamp", timestamp, "token", token, "channel", channel);
    }

    private static String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(USER.secret().getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
