package dev.eventsource.broker.it.browser;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.ConnectionFactory;
import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Message;
import dev.eventsource.broker.it.support.NodePackages;
import dev.eventsource.broker.it.support.Program;
import dev.eventsource.broker.it.support.Python;
import dev.eventsource.broker.it.support.RequiresAmqpTools;
import dev.eventsource.broker.it.support.RequiresChromium;
import dev.eventsource.broker.it.support.RequiresCurl;
import dev.eventsource.broker.it.support.RequiresNode;
import dev.eventsource.broker.it.support.RequiresRuby;
import dev.eventsource.broker.it.support.Site;
import dev.eventsource.broker.run.TestUser;
import java.io.File;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** The code of the welcome page does what the page says of it. */
@Tag("one-server")
@ArquillianTest
class SnippetsIT {
    private static final Path TARGET = Path.of(System.getProperty("java.io.tmpdir"));
    private static final Site DEMO = new Site(TestUser.DEMO);

    @Deployment(testable = false)
    static WebArchive broker() {
        TestUser.DEMO.addTo(Broker.MONGO.url());
        return Broker.war();
    }

    @BeforeAll
    static void awaitFeed() {
        Broker.awaitReady();
    }

    @Test
    @RequiresCurl
    void curlPublishes() {
        publishes("curl", "Hello from curl", TARGET.resolve("snippet.sh"), "sh", "-e");
    }

    @Test
    @RequiresRuby
    void rubyPublishes() {
        publishes("ruby", "Hello from Ruby", TARGET.resolve("snippet.rb"), path("ruby"));
    }

    @Test
    void pythonPublishes() {
        publishes("python", "Hello from Python", TARGET.resolve("snippet.py"), Python.path());
    }

    @Test
    @RequiresNode
    void nodePublishes() {
        Path file = NodePackages.directory().resolve("snippet.mjs");
        publishes("node", "Hello from Node.js", file, path("node"));
    }

    @Test
    void javaPublishes() {
        String classPath = Stream.of(ConnectionFactory.class, Logger.class)
                .map(SnippetsIT::jarOf)
                .collect(joining(File.pathSeparator));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        publishes("java", "Hello from Java", TARGET.resolve("Publish.java"), java.toString(), "-cp", classPath);
    }

    @Test
    @RequiresAmqpTools
    void amqpPublishPublishes() {
        publishes("shell", "Hello from a shell", TARGET.resolve("snippet-amqp.sh"), "sh", "-e");
    }

    @Test
    @RequiresChromium
    void aPageListens() {
        try (var browser = new Browser();
                var pages = new PageServer()) {
            browser.open(pages.uri("/another.html"));
            browser.run(
                    "window.heard = []; console.log = text => heard.push(text); const socket = arguments[0];\n"
                            + Snippet.of("listen").code()
                            + "\nevents.addEventListener('eshq:open', () => window.opened = true)",
                    DEMO.openSocket("demo"));
            assertHears(browser, "return window.opened === true");
        }
    }

    @Test
    @RequiresChromium
    void aPageSubscribes() {
        try (var browser = new Browser();
                var pages = new PageServer()) {
            browser.open(pages.uri("/another.html"));
            browser.run(
                    "window.heard = []; console.log = text => heard.push(text);"
                            + "document.open(); document.write(arguments[0]); document.close();",
                    Snippet.of("subscribe").code());
            assertHears(browser, "return typeof events === 'object' && events.readyState === ESHQ.OPEN");
        }
    }

    private static void assertHears(Browser browser, String isOpen) {
        await().until(() -> browser.run(isOpen).equals(true));
        try (var exchange = AmqpPublisher.connect(Broker.AMQP.url())) {
            exchange.publish(Message.to("demo").with("data", "Hello"));
        }
        await().untilAsserted(
                        () -> assertThat(browser.run("return heard.join()")).isEqualTo("Hello"));
    }

    @Test
    @RequiresCurl
    void curlOpensATicket() {
        Snippet snippet = Snippet.of("ticket");
        new Snippet(snippet.code() + " | grep '\"socket\":'").run(TARGET.resolve("snippet.sh"), "sh", "-e");
    }

    private static void publishes(String snippet, String data, Path file, String... program) {
        try (var stream = DEMO.subscribe("demo")) {
            Snippet.of(snippet).run(file, program);
            assertThat(stream.next()).startsWith("id: ").endsWith("\ndata: " + data + "\n\n");
        }
    }

    private static String path(String program) {
        return new Program(program).path().toString();
    }

    private static String jarOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }
}
