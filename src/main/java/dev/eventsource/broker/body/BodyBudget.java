package dev.eventsource.broker.body;

import static java.util.Objects.requireNonNull;

import dev.eventsource.broker.budget.Budget;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many bytes of bodies are held at a time, whoever sent them: many callers may send at once, and most can prove who they
 * are by their body alone. Each {@link Standing} has a room of its own, so that what nobodies hold, or the holders of sockets,
 * is nothing to users, nor the other way round. Any thread may ask.
 */
final class BodyBudget {
    /** What a call costs while it waits, whatever has come of its body; by Payara, which holds the most. */
    static final int WAITING_BYTES = 32 << 10;

    private final Map<Standing, Budget> rooms = new EnumMap<>(Standing.class);
    private final Map<Standing, Budget> places = new EnumMap<>(Standing.class);

    /** Of so many bytes altogether, or where that is more, twice the largest body in each room. */
    BodyBudget(long most, long largestBody, LongSupplier nanoTime) {
        for (Standing standing : Standing.values()) {
            rooms.put(standing, room(standing, most, largestBody, nanoTime));
            places.put(standing, places(standing, most, nanoTime));
        }
    }

    private static Budget room(Standing standing, long mostOfAll, long largestBody, LongSupplier nanoTime) {
        long most = Math.max(standing.of(mostOfAll), 2 * largestBody);
        long mostOfOne = Math.max(standing.ofOne(mostOfAll), largestBody);
        return new Budget(most, most / 4 * 3, mostOfOne, standing.patience(), nanoTime);
    }

    private static Budget places(Standing standing, long mostOfAll, LongSupplier nanoTime) {
        long most = standing.of(mostOfAll);
        return new Budget(most, most, standing.ofOne(mostOfAll), standing.patience(), nanoTime);
    }

    /** Of an eighth of the heap, and of as much for the calls themselves. */
    static BodyBudget ofHeap(long largestBody) {
        return new BodyBudget(Runtime.getRuntime().maxMemory() / 8, largestBody, System::nanoTime);
    }

    /** What one call is to take while it waits, which is {@link #WAITING_BYTES}; {@code giveWay} as with {@link #share}. */
    Budget.Share place(Owner owner, Runnable giveWay) {
        return requireNonNull(places.get(owner.standing())).share(owner.name(), giveWay);
    }

    /** What one body is to take; {@code giveWay} is run by the thread of another body's, without a lock, and must not wait. */
    Budget.Share share(Owner owner, Runnable giveWay) {
        return requireNonNull(rooms.get(owner.standing())).share(owner.name(), giveWay);
    }
}
