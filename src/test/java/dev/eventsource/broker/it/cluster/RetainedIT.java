package dev.eventsource.broker.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import dev.eventsource.broker.it.support.AmqpPublisher;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.EventStreamClient;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.RabbitMqServer;
import dev.eventsource.broker.it.support.RequiresRabbitMq;
import dev.eventsource.broker.it.support.Site;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Binary;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Last values, on two nodes that forget their history after seconds. */
@RequiresRabbitMq
@ArquillianTest
class RetainedIT {
    private static final String HISTORY = "HISTORY_SECONDS";
    private static final RabbitMqServer SERVER = new RabbitMqServer().start();
    private static final int KEYS = 5;
    private static final int ROUNDS = 200;
    private static boolean deployed;

    @ArquillianResource
    @SuppressWarnings("NullAway.Init") // Arquillian sets it
    private Deployer deployer;

    @Deployment(name = "one", order = 1, managed = false, testable = false)
    static WebArchive one() {
        System.setProperty(HISTORY, "5");
        return Broker.war(SERVER.url());
    }

    @Deployment(name = "two", order = 2, managed = false, testable = false)
    static WebArchive two() {
        return Broker.secondWar();
    }

    @BeforeEach
    void deploy() {
        if (!deployed) {
            deployed = true;
            deployer.deploy("one");
            deployer.deploy("two");
            Broker.awaitBothReady();
        }
    }

    @AfterAll
    static void stop() {
        System.clearProperty(HISTORY);
        SERVER.close();
    }

    @Test
    void aStreamBeginsWithTheLastValueAndGoesOnLive() {
        String channel = Site.newChannel();
        try (var before = Site.ALICES.subscribe(channel)) {
            publish(channel, "first", "id", "1", "retain", "true");
            publish(channel, "second", "id", "2", "retain", "true");
            publish(channel, "passing", "id", "3");
            // An answer does not say that this node's feed has it already.
            assertThat(List.of(before.next(), before.next(), before.next()))
                    .last()
                    .isEqualTo("id: 3\ndata: passing\n\n");
        }
        try (var stream = Site.open(Site.ALICES.openSocket(channel))) {
            assertThat(stream.next()).contains("event: eshq:open\n");
            assertThat(stream.next()).isEqualTo("id: 2\ndata: second\n\n");
            assertIsPlace(stream.next());
            publish(channel, "third", "id", "4", "retain", "true");
            assertThat(stream.next()).isEqualTo("id: 4\ndata: third\n\n");
        }
    }

    /** In front of its first value it has no id, and no ticket either. */
    @Test
    void aStreamWithoutATicketThatIsCutOffInFrontOfItsValuesGetsThemWhenItIsBack() {
        Site site = Site.ofNewUser("public", "board");
        say(site, "kept", "id", "1", "retain_key", "k", "retain", "true");
        say(site, "old", "id", "2", "retain", "true");
        Form wanted = Form.of("user", site.user().key(), "channel", "board");
        String place = cutBehindOpening(wanted);
        say(site, "passing", "id", "3");
        say(site, "new", "id", "4", "retain", "true");
        try (var back = Site.open(wanted, "Last-Event-ID: " + place)) {
            assertThat(back.next()).contains("event: eshq:resumed\n", place);
            assertThat(back.next()).isEqualTo("data: kept\n\n");
            assertIsPlace(back.next());
            assertThat(back.next()).isEqualTo("id: 3\ndata: passing\n\n");
            assertThat(back.next()).isEqualTo("id: 4\ndata: new\n\n");
        }
    }

    private static String cutBehindOpening(Form wanted) {
        String[] place = new String[1];
        await().until(() -> {
            try (var stream = Site.open(wanted)) {
                place[0] = stream.next().replaceFirst("(?s).*\"position\":\"([^\"]+)\".*", "$1");
                return stream.nextOrPing().equals("data: kept\n\n")
                        && stream.next().equals("data: old\n\n");
            }
        });
        return place[0];
    }

    private static void say(Site site, String data, String... more) {
        Form event = Form.of("channel", "board", "data", data).and(Form.of(more));
        assertThat(site.post("/event", event).status()).isEqualTo(200);
    }

    /** By the word of publishers of the exchange, and with a clearing at the end. */
    @Test
    void whatIsClearedIsNoValueOnAnyNode() {
        String channel = Site.newChannel();
        try (var exchange = AmqpPublisher.connect(SERVER.url())) {
            exchange.publish("{\"channel\":\"%s\",\"data\":\"v\",\"id\":\"1\",\"retain\":true}".formatted(channel));
            try (var stream = awaitOpenOnSecond(channel, "id: 1\ndata: v\n\n")) {
                exchange.publish("{\"channel\":\"%s\",\"data\":\"\",\"id\":\"2\",\"retain\":true}".formatted(channel));
                assertThat(stream.next()).isEqualTo("id: 2\ndata: \n\n");
                exchange.publish("{\"channel\":\"%s\",\"data\":\"w\",\"id\":\"3\"}".formatted(channel));
                assertThat(stream.next()).startsWith("id: 3\n");
            }
        }
        assertBeginsWithoutValue(Site.openOnSecond(Site.ALICES.openSocket(channel)));
    }

    /** Whoever publishes says nothing of it, by whichever call, at whichever node. */
    @Test
    void everyEventOfARetainedChannelIsItsLastValue() {
        Site site = Site.ofNewUser("retained", "price.*");
        String socket = site.openSocket("price.b");
        assertThat(site.post("/event", Form.of("channel", "price.a", "data", "1", "id", "a"))
                        .status())
                .isEqualTo(200);
        assertThat(Door.post("/socket/" + socket, Form.of("data", "2")).status())
                .isEqualTo(200);
        assertThat(site.post("/event", Form.of("channel", "prices", "data", "3"))
                        .status())
                .isEqualTo(200);
        awaitFirst(site, "price.a", "id: a\ndata: 1\n\n");
        awaitFirst(site, "price.b", "data: 2\n\n");
        awaitFirst(site, "prices", "event: ping\ndata: {}\n\n");
        assertThat(Door.call("PATCH", "/users/" + site.user().key(), Form.of("retained", "prices"))
                        .status())
                .isEqualTo(200);
        assertThat(site.post("/event", Form.of("channel", "prices", "data", "4"))
                        .status())
                .isEqualTo(200);
        assertThat(site.post("/event", Form.of("channel", "price.a", "data", "5"))
                        .status())
                .isEqualTo(200);
        awaitFirst(site, "prices", "data: 4\n\n");
        awaitFirst(site, "price.a", "id: a\ndata: 1\n\n");
        assertThat(site.post("/event", Form.of("channel", "prices", "data", "")).status())
                .isEqualTo(200);
        awaitFirst(site, "prices", "event: ping\ndata: {}\n\n");
    }

    /** What a stream at the second node begins with. */
    private static void awaitFirst(Site site, String channel, String end) {
        await().untilAsserted(() -> {
            try (var stream = Site.openOnSecond(site.openSocket(channel))) {
                assertThat(stream.next()).contains("event: eshq:open\n");
                assertThat(stream.nextOrPing()).endsWith(end);
            }
        });
    }

    @Test
    void outlivesTheHistoryAndAllNodes() {
        String channel = Site.newChannel();
        publish(channel, "v", "id", "kept", "retain", "true");
        awaitReset(channel, "kept");
        assertThat(stored(channel)).isPresent();
        deployer.undeploy("two");
        deployer.undeploy("one");
        deployer.deploy("one");
        deployer.deploy("two");
        Broker.awaitBothReady();
        awaitOpenOnSecond(channel, "id: kept\ndata: v\n\n").close();
        try (var stream = Site.open(Site.ALICES.openSocket(channel))) {
            assertThat(stream.next()).contains("event: eshq:open\n");
            assertThat(stream.next()).isEqualTo("id: kept\ndata: v\n\n");
        }
    }

    @Test
    void isStoredWhenMongoDbIsBack() {
        String channel = Site.newChannel();
        Broker.MONGO.close();
        try (var exchange = AmqpPublisher.connect(SERVER.url())) {
            for (int i = 0; i < 300; i++) {
                exchange.publish("{\"channel\":\"%s\",\"data\":\"%d\",\"user\":\"alice\",\"retain\":true}"
                        .formatted(channel, i));
            }
        } finally {
            Broker.MONGO.start();
        }
        Broker.awaitBothReady();
        await().untilAsserted(() -> assertThat(stored(channel))
                .hasValueSatisfying(frame -> assertThat(frame).endsWith("data: 299\n\n")));
    }

    /** Nothing is missing, doubled or out of order behind the value that a stream begins with. */
    @Test
    void streamsThatOpenUnderLoadGetOneValueAndAllThatFollow() {
        String channel = Site.newChannel();
        AtomicBoolean goesOn = new AtomicBoolean(true);
        CompletableFuture<Integer> load = CompletableFuture.supplyAsync(() -> publishWhile(goesOn, channel));
        List<EventStreamClient> streams = new ArrayList<>();
        List<String> opened = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String socket = Site.ALICES.openSocket(channel);
            streams.add(i % 2 == 0 ? Site.open(socket) : Site.openOnSecond(socket));
            opened.add(streams.get(i).next());
        }
        goesOn.set(false);
        int last = load.join() - 1;
        for (int i = 0; i < streams.size(); i++) {
            assertThat(opened.get(i)).contains("event: eshq:open\n");
            assertGoesOnTo(streams.get(i), last);
        }
    }

    /** In place of {@code slow-consumer}. */
    @Test
    void aSlowReaderOfATableEndsWithTheLatestOfEachKey() {
        String channel = Site.newChannel();
        String marker = Site.newChannel();
        String socket = Site.ALICES.openSocket(channel);
        try (var stuck = EventStreamClient.openUnread(Broker.uri("/eventsource?socket=" + socket));
                var exchange = AmqpPublisher.connect(SERVER.url())) {
            for (int round = 0; round < ROUNDS; round++) {
                for (int key = 0; key < KEYS; key++) {
                    exchange.publish(row(channel, key, round));
                }
            }
            publish(marker, "d", "id", "marker", "retain", "true");
            awaitReset(marker, "marker");
            stuck.startReading();
            assertThat(stuck.next()).contains("event: eshq:open\n");
            assertEndsWithLatest(stuck);
        }
    }

    private static String row(String channel, int key, int round) {
        return "{\"channel\":\"%s\",\"data\":\"%d %d %s\",\"retain\":true,\"key\":\"%d\"}"
                .formatted(channel, key, round, "x".repeat(20_000), key);
    }

    private static void assertEndsWithLatest(EventStreamClient stream) {
        int[] rounds = new int[KEYS];
        int frames = 0;
        while (IntStream.of(rounds).anyMatch(round -> round < ROUNDS - 1)) {
            String frame = stream.next();
            assertThat(frame).doesNotContain("event: eshq:");
            if (frame.contains("data: ")) {
                String[] words = frame.substring(frame.indexOf("data: ") + "data: ".length())
                        .split(" ", -1);
                int key = Integer.parseInt(words[0]);
                int round = Integer.parseInt(words[1]);
                assertThat(round).isGreaterThanOrEqualTo(rounds[key]);
                rounds[key] = round;
                frames++;
            }
        }
        assertThat(frames).as("some were passed over").isLessThan(ROUNDS * KEYS);
    }

    private static int publishWhile(AtomicBoolean goesOn, String channel) {
        int published = 0;
        try (var exchange = AmqpPublisher.connect(SERVER.url())) {
            while (goesOn.get() || published < 100) {
                exchange.publish(
                        "{\"channel\":\"%s\",\"data\":\"%d\",\"retain\":true}".formatted(channel, published++));
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(3_000));
            }
        }
        return published;
    }

    private static void assertGoesOnTo(EventStreamClient stream, int last) {
        List<Integer> got = new ArrayList<>();
        while (got.isEmpty() || got.get(got.size() - 1) < last) {
            String frame = stream.next();
            if (frame.contains("data: ")) {
                String data = frame.substring(frame.indexOf("data: ") + "data: ".length(), frame.length() - 2);
                got.add(Integer.valueOf(data));
            }
        }
        stream.close();
        for (int i = 1; i < got.size(); i++) {
            assertThat(got.get(i)).as("behind the value of %d", got.get(0)).isEqualTo(got.get(i - 1) + 1);
        }
    }

    private static void publish(String channel, String data, String... more) {
        String[] form = new String[more.length + 4];
        form[0] = "channel";
        form[1] = channel;
        form[2] = "data";
        form[3] = data;
        System.arraycopy(more, 0, form, 4, more.length);
        assertThat(Site.ALICES.post("/event", Form.of(form)).status()).isEqualTo(200);
    }

    /** An id alone, from which a browser goes on. */
    private static void assertIsPlace(String frame) {
        assertThat(frame).matches("id: @[0-9a-f]{12}-\\d+\n\n");
    }

    /** A message may reach one node later than the other. */
    private static EventStreamClient awaitOpenOnSecond(String channel, String value) {
        EventStreamClient[] found = new EventStreamClient[1];
        await().until(() -> {
            EventStreamClient stream = Site.openOnSecond(Site.ALICES.openSocket(channel));
            stream.next();
            String second = stream.nextOrPing();
            found[0] = stream;
            if (!second.equals(value)) {
                stream.close();
            }
            return second.equals(value);
        });
        assertIsPlace(found[0].next());
        return found[0];
    }

    private static void assertBeginsWithoutValue(EventStreamClient stream) {
        try (stream) {
            assertThat(stream.next()).contains("event: eshq:open\n");
            assertThat(stream.nextOrPing()).startsWith("event: ping\n");
        }
    }

    /** Once the history has no event of that id any more. */
    private static void awaitReset(String channel, String id) {
        await().until(() -> {
            try (var stream = Site.open(Site.ALICES.openSocket(channel), "Last-Event-ID: " + id)) {
                boolean isReset = stream.next().contains("event: eshq:reset\n");
                if (isReset) {
                    assertThat(stream.next()).startsWith("id: " + id + "\n");
                }
                return isReset;
            }
        });
    }

    /** The frame that MongoDB has of a channel's own value. */
    private static Optional<String> stored(String channel) {
        try (MongoClient client = MongoClients.create(Broker.MONGO.url())) {
            Document found = client.getDatabase("eventsourcehq")
                    .getCollection("retained")
                    .find(Filters.eq("channel", channel))
                    .first();
            return Optional.ofNullable(found)
                    .map(document -> document.get("frame", Binary.class))
                    .map(frame -> new String(frame.getData(), StandardCharsets.UTF_8));
        }
    }
}
