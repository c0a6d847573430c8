package dev.eventsource.broker.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.process.GuardedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Code of the welcome page, as a reader would copy it: only the addresses are this run's. */
public record Snippet(String code) {
    private static final String ELEMENT = "<[^>]*>";
    private static final String DEFAULT_AMQP_URL = "amqp://guest:guest@127.0.0.1:5672/%2F";
    private static final String DEFAULT_ORIGIN = "http://127.0.0.1:8080";

    /** The code behind the element of that id. */
    static Snippet of(String id) {
        String page = Door.get("/").body();
        Matcher matcher = Pattern.compile("id=\"" + id + "\".*?<pre[^>]*><code>(.*?)</code>", Pattern.DOTALL)
                .matcher(page.substring(page.indexOf("id=\"examples\"")));
        assertThat(matcher.find()).as(id).isTrue();
        return new Snippet(withAddresses(unescaped(matcher.group(1).replaceAll(ELEMENT, ""))));
    }

    private static String unescaped(String markup) {
        return markup.replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&");
    }

    public static String withAddresses(String code) {
        String origin = Broker.uri("").toString();
        return code.replace(DEFAULT_AMQP_URL, Broker.AMQP.url()).replace(DEFAULT_ORIGIN, origin);
    }

    /** Writes it to a file and runs that with a program; returns once the program has ended well. */
    void run(Path file, String... program) {
        try {
            Files.writeString(file, code);
            Path log = Files.createTempFile("snippet-", ".log");
            var command = new ArrayList<>(List.of(program));
            command.add(file.toString());
            int status = GuardedProcess.start(command, Map.of(), log).join();
            assertThat(status).as(code + "\n" + Files.readString(log)).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
