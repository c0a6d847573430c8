package dev.eventsource.broker.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.NodePackages;
import dev.eventsource.broker.it.support.Program;
import dev.eventsource.broker.it.support.Python;
import dev.eventsource.broker.it.support.RequiresChromium;
import dev.eventsource.broker.it.support.RequiresNode;
import dev.eventsource.broker.it.support.RequiresRuby;
import dev.eventsource.broker.it.support.Site;
import dev.eventsource.broker.process.GuardedProcess;
import dev.eventsource.broker.run.Port;
import dev.eventsource.broker.run.TestUser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The example sites, run as their README says, each seen in a browser: their pages are of another origin than the broker. */
@Tag("one-server")
@ArquillianTest
@RequiresChromium
class ExamplesIT {
    private static final Path EXAMPLES = Path.of("src", "examples").toAbsolutePath();
    private static final Path LOG = Path.of(System.getProperty("java.io.tmpdir"), "examples.log");

    private final int port = Port.free();
    private final URI site = URI.create("http://127.0.0.1:" + port + "/");
    private final Browser browser = new Browser();

    @Deployment(testable = false)
    static WebArchive broker() {
        TestUser.DEMO.addTo(Broker.MONGO.url());
        return Broker.war();
    }

    @BeforeAll
    static void awaitFeed() {
        Broker.awaitReady();
    }

    @AfterEach
    void closeBrowser() {
        browser.close();
    }

    @Test
    void everyPageSeesAnEntryOfTheGuestBook() {
        try (var server = start(Python.path(), EXAMPLES.resolve("python/server.py"))) {
            openConnected(server);
            browser.element("[name=text]").sendKeys("<i>Hello</i>");
            browser.element("button").click();
            await().untilAsserted(() ->
                    assertThat(browser.element("#entries").getText()).isEqualTo("<i>Hello</i>"));
        }
    }

    @Test
    @RequiresNode
    void everyPageSeesAJobsProgress() throws Exception {
        Path directory = NodePackages.directory();
        for (String file : List.of("server.mjs", "index.html")) {
            Files.writeString(
                    directory.resolve(file),
                    Files.readString(EXAMPLES.resolve("node").resolve(file)));
        }
        try (var server = start(new Program("node").path().toString(), directory.resolve("server.mjs"))) {
            openConnected(server);
            browser.element("#start").click();
            await().until(() -> !browser.elements("progress[value='100']").isEmpty());
        }
    }

    /** At any time what is there is how the whole begins, so nothing is left out and nothing comes twice. */
    @Test
    @RequiresNode
    void anAnswerGoesOnWhenItsPageIsLoadedAnewAndStopsWhenItIsToldTo() {
        try (var server = start(new Program("node").path().toString(), EXAMPLES.resolve("answers/server.mjs"))) {
            awaitServing(server);
            browser.open(site);
            ask("why?");
            String whole = "You asked: why? "
                    + "One word comes after the other, and none is left out. "
                            .repeat(12)
                            .strip();
            for (int i = 1; i <= 3; i++) {
                int some = 80 * i;
                await().until(() -> answer().length() > some);
                assertThat(whole).startsWith(answer());
                browser.open(site);
                await().until(() -> !answer().isEmpty());
                assertThat(whole).startsWith(answer());
            }
            await().until(() -> browser.element("#state").getText().equals("done"));
            assertThat(answer()).isEqualTo(whole);
            ask("and then?");
            await().until(() -> answer().length() > 40);
            browser.element("#stop").click();
            await().until(() -> browser.element("#state").getText().equals("stopped"));
            String stopped = answer();
            assertThat(stopped).startsWith("You asked: and then? One word").hasSizeLessThan(500);
            browser.open(site);
            await().until(() -> browser.element("#state").getText().equals("stopped"));
            assertThat(answer()).isEqualTo(stopped);
        }
    }

    private void ask(String question) {
        browser.element("[name=question]").clear();
        browser.element("[name=question]").sendKeys(question);
        browser.element("button").click();
    }

    private String answer() {
        return browser.element("#answer").getText();
    }

    @Test
    @RequiresRuby
    void rubySignsATokenThatIsTaken() throws IOException {
        assertSigns("ruby", "token.rb");
    }

    @Test
    void pythonSignsATokenThatIsTaken() throws IOException {
        assertSigns(Python.path(), "token.py");
    }

    @Test
    @RequiresNode
    void nodeSignsATokenThatIsTaken() throws IOException {
        assertSigns("node", "token.mjs");
    }

    @Test
    void javaSignsATokenThatIsTaken() throws IOException {
        assertSigns(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "Token.java");
    }

    @Test
    void aShellSignsATokenThatIsTaken() throws IOException {
        assertSigns("sh", "token.sh");
    }

    private static void assertSigns(String program, String script) throws IOException {
        Path output = Files.createTempFile("token-", ".txt");
        var command = List.of(program, EXAMPLES.resolve("token").resolve(script).toString());
        assertThat(GuardedProcess.start(command, Map.of(), output).join())
                .as(Files.readString(output))
                .isZero();
        String bearer = "Authorization: Bearer " + said(output);
        Files.delete(output);
        try (var stream = Site.open(Form.of("channel", "demo", "channel", "chat.7"), bearer)) {
            assertThat(stream.next()).contains("event: eshq:open\n", "[\"demo\",\"chat.7\"]");
        }
    }

    /** Without what any Java says first where {@code JAVA_TOOL_OPTIONS} is set. */
    private static String said(Path output) throws IOException {
        return Files.readString(output)
                .replaceFirst("^Picked up JAVA_TOOL_OPTIONS: .*\\R", "")
                .strip();
    }

    /** Returns once the page has its stream. */
    private void openConnected(GuardedProcess server) {
        await().until(() -> connections() == 0);
        awaitServing(server);
        browser.open(site);
        await().until(() -> connections() == 1);
    }

    private void awaitServing(GuardedProcess server) {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            assertThat(server.isAlive()).as("see " + LOG).isTrue();
            return takesConnections();
        });
    }

    private GuardedProcess start(String program, Path script) {
        var environment = Map.of(
                "PORT", Integer.toString(port),
                "BROKER", Broker.uri("").toString(),
                "AMQP_URL", Broker.AMQP.url());
        return GuardedProcess.start(List.of(program, script.toString()), environment, LOG);
    }

    private static int connections() {
        return Door.get("/broker").object().getInt("connections");
    }

    private boolean takesConnections() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
