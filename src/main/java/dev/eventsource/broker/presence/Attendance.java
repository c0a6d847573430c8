package dev.eventsource.broker.presence;

import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.mongo.MongoClock;
import dev.eventsource.broker.schedule.HealthReport;
import dev.eventsource.broker.schedule.Periodic;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.socket.OpenStreams;
import dev.eventsource.broker.socket.StreamChange;
import dev.eventsource.broker.user.Notices;
import dev.eventsource.broker.user.RecentUsers;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.bson.Document;

/**
 * Takes and gives up the places that streams are at, and has told who is to know. Streams that begin and end are noted in
 * a queue of 50,000 and of 32 MB, by any thread and without waiting; what does not fit the next renewal finds, or its place
 * lapses. All else belongs to this object's own thread.
 */
@Singleton
class Attendance {
    private static final Logger LOG = System.getLogger(Attendance.class.getName());
    private static final int MOST_CHANGES = 50_000;
    private static final long MOST_BYTES = 32 << 20;
    private static final int BATCH = 50;
    private static final int MOST_LEFT = 500;

    /** How long each kind of work may take of a turn; the rest is left to the next, so that a slow MongoDB ends none. */
    private static final long LONGEST_STEP = Duration.ofSeconds(2).toNanos();

    private final SealKey sealKey;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final OpenStreams streams;
    private final RecentUsers users;
    private final Places places;
    private final Announcements announcements;
    private final Webhooks webhooks;
    private final Duration life;
    private final Duration grace;
    private final BlockingQueue<StreamChange> changes = new ArrayBlockingQueue<>(MOST_CHANGES);
    private final AtomicLong bytes = new AtomicLong();
    private final Periodic turns = new Periodic("presence", Duration.ofMillis(500), this::turn);
    private final Deque<Place> due = new ArrayDeque<>();
    private long nextRenewal;

    @Inject
    Attendance(
            SealKey sealKey,
            MongoClock clock,
            OpenStreams streams,
            RecentUsers users,
            Places places,
            Announcements announcements,
            Webhooks webhooks,
            Settings settings) {
        this(sealKey, clock, System::nanoTime, streams, users, places, announcements, webhooks, settings);
    }

    /** That, by clocks that need not be MongoDB's and this node's. */
    Attendance(
            SealKey sealKey,
            Clock clock,
            LongSupplier nanoTime,
            OpenStreams streams,
            RecentUsers users,
            Places places,
            Announcements announcements,
            Webhooks webhooks,
            Settings settings) {
        this.sealKey = sealKey;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.nextRenewal = nanoTime.getAsLong();
        this.streams = streams;
        this.users = users;
        this.places = places;
        this.announcements = announcements;
        this.webhooks = webhooks;
        this.life = settings.duration(Setting.SOCKET_TTL_SECONDS);
        this.grace = settings.duration(Setting.PRESENCE_GRACE_SECONDS);
    }

    void start(@Observes Startup deployment) {
        turns.start();
    }

    void report(@Observes HealthReport report) {
        report.add(turns);
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) Shutdown undeployment) {
        turns.close();
    }

    void note(@Observes StreamChange change) {
        int weight = change.socket().weight();
        if (bytes.addAndGet(weight) > MOST_BYTES || !changes.offer(change)) {
            bytes.addAndGet(-weight);
            LOG.log(Level.DEBUG, "The next renewal finds a stream that began or ended");
        }
    }

    /** Does what is due. This object's own thread calls it. */
    void turn() {
        try {
            sealKey.learn();
            followChanges();
            renew();
            findLeft();
        } catch (Unavailable e) {
            if (e.isLasting()) {
                throw e;
            }
            LOG.log(Level.DEBUG, "Who joined and left is found when MongoDB answers again");
        } finally {
            announcements.send();
        }
    }

    /** A change stays in the queue until MongoDB has taken it. */
    private void followChanges() {
        long end = nanoTime.getAsLong() + LONGEST_STEP;
        for (StreamChange change = changes.peek(); change != null && isBefore(end); change = changes.peek()) {
            follow(change);
            changes.remove();
            bytes.addAndGet(-change.socket().weight());
        }
    }

    private void follow(StreamChange change) {
        Notices wanted = users.notices(change.socket().user());
        Instant now = clock.instant();
        Place.of(change.socket()).filter(place -> isWanted(place, wanted)).forEach(place -> {
            if (change.opened()) {
                enter(place, wanted, now);
            } else {
                places.keep(place, now.plus(grace));
            }
        });
    }

    private static boolean isWanted(Place place, Notices wanted) {
        return place.presenceId() == null ? wanted.webhook() != null : wanted.presenceEvents();
    }

    private void enter(Place place, Notices wanted, Instant now) {
        if (places.enter(place, now.plus(life))) {
            tell(place, wanted, true, now);
        }
    }

    private boolean isBefore(long end) {
        return nanoTime.getAsLong() - end < 0;
    }

    /** Holds on what this node has streams at, and takes what none of the changes has told of. */
    private void renew() {
        if (due.isEmpty() && nanoTime.getAsLong() - nextRenewal >= 0) {
            nextRenewal = nanoTime.getAsLong() + life.dividedBy(4).toNanos();
            streams.ofThisNode().stream().flatMap(Place::of).distinct().forEach(due::add);
        }
        long end = nanoTime.getAsLong() + LONGEST_STEP;
        while (!due.isEmpty() && isBefore(end)) {
            List<Place> batch = due.stream().limit(BATCH).toList();
            renew(batch.stream()
                    .filter(place -> isWanted(place, users.notices(place.user())))
                    .toList());
            batch.forEach(place -> due.remove());
        }
    }

    private void renew(List<Place> batch) {
        Instant now = clock.instant();
        if (!batch.isEmpty() && places.keep(batch, now.plus(life)) < batch.size()) {
            batch.forEach(place -> enter(place, users.notices(place.user()), now));
        }
    }

    /** What the tickets say counts: another node may have a stream there, or MongoDB have been away. */
    private void findLeft() {
        Instant now = clock.instant();
        long end = nanoTime.getAsLong() + LONGEST_STEP;
        Iterator<Document> lapsed = places.lapsed(now, MOST_LEFT).iterator();
        while (lapsed.hasNext() && isBefore(end)) {
            findLeft(lapsed.next(), now);
        }
    }

    private void findLeft(Document lapsed, Instant now) {
        Place place = Place.read(lapsed);
        if (streams.isAnyOn(place.user(), place.channel(), place.presenceId())) {
            places.keep(place, now.plus(life));
        } else if (places.leave(lapsed)) {
            tell(place, users.notices(place.user()), false, now);
        }
    }

    private void tell(Place place, Notices wanted, boolean joins, Instant at) {
        String presenceId = place.presenceId();
        if (presenceId == null) {
            webhooks.tell(place, wanted, joins ? "occupied" : "vacated", at);
        } else if (wanted.presenceEvents()) {
            announcements.add(place, presenceId, joins, at);
        }
    }
}
