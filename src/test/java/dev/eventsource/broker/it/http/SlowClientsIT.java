package dev.eventsource.broker.it.http;

import static dev.eventsource.broker.it.http.SlowClients.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Credentials;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.RawHttp;
import dev.eventsource.broker.it.support.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However many clients are slow with what they send, others do not wait for them. */
@Tag("once-per-server")
@ArquillianTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SlowClientsIT {
    private static final int CLIENTS = 500;
    private static final int CALLS = 20;

    /** More than Payara has threads for requests here, which are five, and WildFly, which has eight for each processor. */
    private static final int WITHOUT_READING = 16 + 8 * Runtime.getRuntime().availableProcessors();

    /** Far more than the sockets' buffers have room for. */
    private static final int CALLS_UNREAD = 200;

    private static final int CALLS_AT_ONCE = 1_000;

    /** Servers wait for who does not read for 30 seconds or more; a busy machine takes some to answer so many calls at all. */
    private static final Duration HELD_UP = Duration.ofSeconds(25);

    /** The broker waits for 20. */
    private static final Duration SLOW_BODIES_END = Duration.ofSeconds(15);

    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final String END = "0\r\n\r\n";
    private static final String PIECES = "channel=a&data=" + "d".repeat(1_000);
    private static final Executor SENDERS = Executors.newFixedThreadPool(16, runnable -> {
        Thread thread = new Thread(runnable, "sender");
        thread.setDaemon(true);
        return thread;
    });

    private static CompletableFuture<String> tooSlow = new CompletableFuture<>();

    @Deployment(testable = false)
    static WebArchive war() {
        return Broker.war();
    }

    @BeforeAll
    static void awaitReady() {
        Broker.awaitReady();
        tooSlow = CompletableFuture.supplyAsync(() -> RawHttp.problem(body("POST /event", 1_000)), SENDERS);
    }

    @Test
    void nobodyWaitsForThem() {
        String authority = Broker.uri("/").getAuthority();
        String socket = Site.ALICES.openSocket("a");
        String basic =
                "Authorization: " + Credentials.basic("alice", "alice-secret").authorization();
        try (SlowClients slow = new SlowClients()) {
            slow.add(CLIENTS, "GET /status HTTP/1.1\r\nHost: " + authority + "\r\nX-Slow: ")
                    .add(CLIENTS / 5, body("POST /event", 100_000))
                    .add(CLIENTS / 5, body("POST /event", 100_000, basic))
                    .add(CLIENTS / 5, body("POST /socket/" + socket, 1_000))
                    .add(CLIENTS / 5, body("POST /socket", 100))
                    .add(CLIENTS / 5, body("PUT /event", 1_000))
                    .add(CLIENTS / 5, body("GET /status", 60_000))
                    .add(CLIENTS / 5, body("GET /eventsource?socket=s", 60_000))
                    .add(CLIENTS / 5, body("HEAD /es.js", 60_000))
                    .add(CLIENTS / 5, body("DELETE /channel/c", 60_000));
            List<Duration> status = new ArrayList<>();
            List<Duration> events = new ArrayList<>();
            Form event = Form.of("channel", "a", "data", "d".repeat(100_000));
            for (int i = 0; i < CALLS; i++) {
                slow.drip();
                status.add(took(() -> Door.get("/status")));
                events.add(took(() -> Site.ALICES.post("/event", event)));
            }
            Collections.sort(status);
            assertThat(status.get(CALLS / 2)).isLessThan(Duration.ofMillis(100));
            assertThat(Collections.max(status)).isLessThan(SLOW_BODIES_END);
            Collections.sort(events);
            assertThat(events.get(CALLS / 2)).isLessThan(Duration.ofSeconds(1));
            assertThat(Collections.max(events)).isLessThan(SLOW_BODIES_END);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/es.js", "/debug", "/pages/debug.js"})
    void nobodyWaitsForWhoDoesNotRead(String large) {
        String authority = Broker.uri("/").getAuthority();
        String small = "GET /status HTTP/1.1\r\nHost: " + authority + "\r\n\r\n";
        try (SlowClients slow = new SlowClients()) {
            slow.add(WITHOUT_READING, (small + small.replace("/status", large)).repeat(CALLS_UNREAD));
            for (int i = 0; i < CALLS; i++) {
                assertThat(took(() -> Door.get("/status"))).isLessThan(HELD_UP);
                assertThat(took(() -> Door.get(large))).isLessThan(HELD_UP);
            }
        }
    }

    /** However small each answer is: the last of many has no more room than a large one. */
    @ParameterizedTest
    @ValueSource(strings = {"GET /status", "GET /nothing", "HEAD /", "DELETE /channel/c", "GET /eventsource?socket=s"})
    void nobodyWaitsForWhoReadsNoneOfManySmallAnswers(String call) {
        String small = call + " HTTP/1.1\r\nHost: " + Broker.uri("/").getAuthority() + "\r\n\r\n";
        try (SlowClients slow = new SlowClients()) {
            slow.add(WITHOUT_READING, small);
            for (int sent = 0; sent < 3 * CALLS_UNREAD; sent += CALLS) {
                slow.send(small.repeat(CALLS));
                assertThat(took(() -> Door.get("/status/live"))).isLessThan(HELD_UP);
            }
        }
    }

    /** Whatever it asked for, and how often: the answers to some calls repeat what these said. */
    @Test
    void nobodyWaitsForWhoDoesNotReadWhatItSaidItself() {
        String form = IntStream.range(0, 32)
                .mapToObj(i -> "channel=" + i + "\"".repeat(250))
                .collect(Collectors.joining("&"));
        Site site = Site.ofNewUser();
        String basic = "Authorization: "
                + Credentials.basic(site.user().key(), site.user().secret()).authorization();
        String call = body("POST /socket", form.length(), basic);
        String opening = call.substring(0, call.length() - 1) + form;
        try (SlowClients slow = new SlowClients()) {
            CompletableFuture<SlowClients> sent = CompletableFuture.supplyAsync(
                    () -> slow.add(WITHOUT_READING, opening.repeat(CALLS_UNREAD / 10)), SENDERS);
            for (int i = 0; i < CALLS; i++) {
                assertThat(took(() -> Door.get("/status"))).isLessThan(HELD_UP);
                assertThat(took(SlowClientsIT::publish)).isLessThan(HELD_UP);
            }
            sent.join();
        } finally {
            Broker.dropTickets(site.user());
        }
    }

    /** So that nobody takes for whole what was cut. */
    @ParameterizedTest
    @ValueSource(strings = {"/es.js", "/debug", "/pages/debug.js", "/status", "/"})
    void answersSayHowLongTheyAre(String path) {
        String get = RawHttp.send(closing("GET " + path));
        String head = RawHttp.send(closing("HEAD " + path));
        int length = get.length() - get.indexOf(END_OF_HEAD) - END_OF_HEAD.length();
        assertThat(get).startsWith("HTTP/1.1 200");
        assertThat(length).isPositive();
        assertThat(get).containsIgnoringCase("\r\nContent-Length: " + length + "\r\n");
        if (!path.equals("/status")) {
            assertThat(head).containsIgnoringCase("\r\nContent-Length: " + length + "\r\n");
        }
        assertThat(head).startsWith("HTTP/1.1 200").endsWith(END_OF_HEAD);
    }

    private static String closing(String call) {
        return call + " HTTP/1.1\r\nHost: " + Broker.uri("/").getAuthority() + "\r\nConnection: close\r\n\r\n";
    }

    private static Answer publish() {
        return unlessRefused(
                () -> Site.ALICES.post("/event", Form.of("channel", "a", "data", "d")),
                answer -> answer.status() == 503);
    }

    /** A call that RabbitMQ does not take in time, for want of a processor, is to be made again, as its caller is told. */
    private static <T> T unlessRefused(Callable<T> call, Predicate<T> refused) {
        return await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofSeconds(1))
                .atMost(HELD_UP)
                .until(call, refused.negate());
    }

    private static Duration took(Supplier<Answer> call) {
        long start = System.nanoTime();
        Answer answer = call.get();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @ParameterizedTest
    @CsvSource({
        "POST /event,Authorization: Basic YWxpY2U6d3Jvbmc=,401",
        "POST /socket,Authorization: Basic YWxpY2U6d3Jvbmc=,401",
        "POST /socket/nobodys,Origin: https://page.example,404",
        "POST /users,Authorization: Bearer wrong,401",
        "PATCH /users/alice,X-Forwarded-For: 192.0.2.1,401"
    })
    void whoIsNobodyNeedNotSendTheRest(String call, String header, int status) {
        long start = System.nanoTime();
        String answer = RawHttp.problem(body(call, 1_000, header));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(answer).startsWith("HTTP/1.1 " + status).contains("application/problem+json", "nosniff");
        assertThat(answer.contains("Access-Control-Allow-Origin: *")).isEqualTo(call.equals("POST /socket/nobodys"));
    }

    /** Once the database has said of a socket in a second that there is none; until then the browser is told to come back. */
    @ParameterizedTest
    @CsvSource({"/status,200", "/es.js,200", "/nothing,404", "/eventsource?socket=s,404"})
    void nobodyNeedSendABodyWithWhatOnlyAsks(String path, int status) {
        await().untilAsserted(() -> assertThat(RawHttp.problem(body("GET " + path, 1_000)))
                .startsWith("HTTP/1.1 " + status)
                .contains("Connection: close"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /event", "POST /events"})
    void nobodyNeedSendWhatIsTooLong(String call) {
        assertThat(RawHttp.problem(body(call, 5_000_000))).startsWith("HTTP/1.1 413");
    }

    /** Rather than that the connection is closed without a word, as servers do by themselves; last, for it takes as long as most others. */
    @Test
    @Order(Integer.MAX_VALUE)
    void whoSendsTooSlowlyIsTold() {
        assertThat(tooSlow.join()).startsWith("HTTP/1.1 408").contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunked", "xchunked", "identity"})
    void nobodyIsInDoubtOfWhereABodyEnds(String coding) {
        String begun = body("POST /event", END.length(), "Transfer-Encoding: " + coding, "Connection: close");
        assertThat(RawHttp.problem(begun.substring(0, begun.length() - 1) + END))
                .startsWith("HTTP/1.1 400");
    }

    /** Some servers count these digits round, and take 0 for what is ten to the power of 64. */
    @ParameterizedTest
    @ValueSource(ints = {18, 19, 64, 300})
    void aLengthThatNoBodyHasIsRefused(int zeros) {
        assertThat(RawHttp.problem(
                        "POST /socket/a HTTP/1.1\r\nHost: " + Broker.uri("/").getAuthority()
                                + "\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1"
                                + "0".repeat(zeros) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
    }

    @Test
    void aBodyThatIsLateIsReadWhole() {
        String basic =
                "Authorization: " + Credentials.basic("alice", "alice-secret").authorization();
        String head = body("POST /event", 3_000_000, basic, "Connection: close");
        String answer = RawHttp.send(head.substring(0, head.length() - 1), "channel=a&data=", 3_000_000, 'd');
        assertThat(answer).startsWith("HTTP/1.1 413").contains("data");
        assertThat(RawHttp.send(
                        head.substring(0, head.length() - 1).replace("3000000", "1000000"),
                        "channel=a&data=",
                        1_000_000,
                        'd'))
                .contains("HTTP/1.1 200", "\"id\":");
    }

    /** A channel with a slash in its name is another than a path with one more part. */
    @ParameterizedTest
    @CsvSource({
        "DELETE /channel/c%2Fusers,204",
        "DELETE /channel/c/users,405",
        "DELETE /channel/c/users/count,405",
        "DELETE /channel/c/nothing,404",
        "DELETE //channel/c,404",
        "DELETE /channel/c//,404",
        "DELETE /x/../channel/c,404",
        "DELETE /channel/c/,204",
        "GET /channel/c%2Fd/users,200",
        "GET /channel/c/d/users,404",
        "GET /channel/c+d;x=y/users/count,200"
    })
    void aLateBodyChangesNothingOfWhatAPathMeans(String call, int status) {
        String basic =
                "Authorization: " + Credentials.basic("alice", "alice-secret").authorization();
        String late = body(call, 1, basic, "Connection: close");
        assertThat(RawHttp.send(late.substring(0, late.length() - 1), "", 1, '&'))
                .startsWith("HTTP/1.1 " + status);
    }

    /** Each a moment after the head and its own first bytes; many at a time, for servers differ in what they make of that. */
    @Test
    void bodiesInPiecesAreReadWhole() {
        String basic =
                "Authorization: " + Credentials.basic("alice", "alice-secret").authorization();
        String head = body("POST /event", PIECES.length(), basic, "Connection: close");
        String begun = head.substring(0, head.length() - 1) + PIECES.substring(0, 10);
        List<CompletableFuture<String>> answers = IntStream.range(0, CALLS_AT_ONCE)
                .mapToObj(call -> CompletableFuture.supplyAsync(() -> publishInPieces(begun), SENDERS))
                .toList();
        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).contains("HTTP/1.1 200", "\"id\":"));
    }

    private static String publishInPieces(String begun) {
        return unlessRefused(
                () -> RawHttp.send(begun, PIECES.substring(10)), answer -> answer.startsWith("HTTP/1.1 503"));
    }

    @Test
    void aBodyInChunksIsReadWhole() {
        String basic = Credentials.basic("alice", "alice-secret").authorization();
        assertThat(RawHttp.send(
                        "POST /event HTTP/1.1\r\nHost: " + Broker.uri("/").getAuthority()
                                + "\r\nConnection: close\r\nAuthorization: " + basic
                                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + "9\r\nchannel=a\r\n7\r\n&data=d\r\n0\r\n\r\n"))
                .contains("HTTP/1.1 200", "\"id\":");
    }
}
