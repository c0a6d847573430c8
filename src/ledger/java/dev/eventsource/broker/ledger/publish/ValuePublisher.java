package dev.eventsource.broker.ledger.publish;

import dev.eventsource.broker.ledger.event.Moment;
import dev.eventsource.broker.ledger.value.Saying;
import dev.eventsource.broker.ledger.value.Saying.Kind;
import dev.eventsource.broker.ledger.value.Sayings;
import dev.eventsource.broker.ledger.value.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Says one last value after the other, each until it is confirmed, by a thread of its own. Some slots it speaks of so seldom
 * that the history has forgotten them.
 */
final class ValuePublisher {
    private static final long PAUSE_BEFORE_RETRY_MILLIS = 500;
    private static final Duration LONGEST_END = Duration.ofMinutes(1);
    private static final int KEYS = 6;
    private static final int RARE_KEYS = 8;
    private static final int RARE_ONE_IN = 40;
    private static final int CLEARS_ONE_IN = 6;

    private final String name;
    private final ValueOutlet outlet;
    private final Sayings sayings;
    private final long pauseMillis;
    private final Random random;
    private final List<Slot> often = new ArrayList<>();
    private final List<Slot> rare = new ArrayList<>();
    private final Thread thread;
    private volatile boolean ended;

    /**
     * A publisher that has not begun, and the only one that speaks of these channels.
     *
     * @param pauseMillis between two sayings, on average
     */
    ValuePublisher(
            String name, ValueOutlet outlet, List<String> channels, Sayings sayings, long pauseMillis, Random random) {
        this.name = name;
        this.outlet = outlet;
        this.sayings = sayings;
        this.pauseMillis = pauseMillis;
        this.random = random;
        for (String channel : channels) {
            often.add(new Slot(channel, ""));
            add(often, channel, "k", KEYS);
            add(rare, channel, "r", RARE_KEYS);
        }
        this.thread = new Thread(this::run, "ledger-" + name);
        this.thread.setDaemon(true);
    }

    private static void add(List<Slot> slots, String channel, String prefix, int count) {
        for (int i = 0; i < count; i++) {
            slots.add(new Slot(channel, prefix + i));
        }
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            for (Slot slot : rare) {
                say(slot, Kind.VALUE);
            }
            while (!ended) {
                boolean isRare = random.nextInt(RARE_ONE_IN) == 0;
                say(any(isRare ? rare : often), kind());
                Thread.sleep(random.nextLong(2 * pauseMillis + 1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            outlet.close();
        }
    }

    private Slot any(List<Slot> slots) {
        return slots.get(random.nextInt(slots.size()));
    }

    private Kind kind() {
        return switch (random.nextInt(CLEARS_ONE_IN)) {
            case 0 -> Kind.CLEAR;
            case 1 -> Kind.PASSING;
            default -> Kind.VALUE;
        };
    }

    private void say(Slot slot, Kind kind) throws InterruptedException {
        Saying saying = sayings.next(slot, kind);
        while (!outlet.say(saying)) {
            Thread.sleep(PAUSE_BEFORE_RETRY_MILLIS);
            saying = sayings.again(saying);
        }
        saying.noteConfirmed(Moment.now());
    }

    /** Ends behind what it is about to say. */
    void end() throws InterruptedException {
        ended = true;
        thread.join(LONGEST_END.toMillis());
        if (thread.isAlive()) {
            throw new IllegalStateException(name + " cannot say its last value");
        }
    }
}
