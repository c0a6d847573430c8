package dev.eventsource.broker.it.browser;

import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Program;
import dev.eventsource.broker.process.GuardedProcess;
import jakarta.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A headless Firefox of this machine, with a profile of its own. It is driven without geckodriver, which Debian does not
 * package.
 */
public final class Firefox implements TabbedBrowser {
    private static final Pattern ADDRESS = Pattern.compile("WebDriver BiDi listening on (ws://\\S+)");

    private final Path directory;
    private final GuardedProcess process;
    private final BidiSession session;

    Firefox() {
        this("");
    }

    private Firefox(String preferences) {
        directory = createDirectory(preferences);
        process = start();
        session = new BidiSession(URI.create(awaitAddress() + "/session"));
    }

    /** Whose visitor has blocked all cookies, and with them whatever sites may store. */
    static Firefox withoutStorage() {
        return new Firefox("user_pref('network.cookie.cookieBehavior', 2);");
    }

    @Override
    public FirefoxTab newTab() {
        var tab = session.call(
                "browsingContext.create",
                Json.createObjectBuilder().add("type", "tab").build());
        return new FirefoxTab(session, tab.getString("context"));
    }

    @Override
    public void close() {
        session.close();
        process.close();
    }

    private GuardedProcess start() {
        var command = List.of(
                new Program("firefox-esr")
                        .find()
                        .orElseGet(() -> new Program("firefox").path())
                        .toString(),
                "--headless",
                "--no-remote",
                "--profile",
                directory.toString(),
                "--remote-debugging-port",
                "0");
        return GuardedProcess.start(command, Map.of("HOME", directory.toString()), log());
    }

    private String awaitAddress() {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> ADDRESS.matcher(Files.readString(log())), Matcher::find)
                .group(1);
    }

    private Path log() {
        return directory.resolve("console.log");
    }

    private static Path createDirectory(String preferences) {
        try {
            Path directory = Files.createTempDirectory(
                    Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath(), "firefox-");
            Files.writeString(directory.resolve("user.js"), preferences);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
