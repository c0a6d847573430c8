package dev.eventsource.broker.source;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pointers of a rule by their parts, so that one reading of a body finds what all of them point at. Any thread may ask. */
final class Pointers {
    /** How many parts lead here. */
    private final int depth;

    private final Map<String, Pointers> below = new HashMap<>();
    private @Nullable Pointer end;

    private Pointers(int depth) {
        this.depth = depth;
    }

    static Pointers of(Stream<Pointer> pointers) {
        Pointers all = new Pointers(0);
        pointers.forEach(all::add);
        return all;
    }

    private void add(Pointer pointer) {
        Pointers at = this;
        for (String token : pointer.tokens()) {
            int next = at.depth + 1;
            at = at.below.computeIfAbsent(token, none -> new Pointers(next));
        }
        at.end = pointer;
    }

    /** How many parts of each are known to lead here. */
    int depth() {
        return depth;
    }

    /** Whether one of them points here, and not only at something within. */
    boolean isEnd() {
        return end != null;
    }

    /** Those that go on by that name or index; null: none. */
    @Nullable
    Pointers below(String token) {
        return below.get(token);
    }

    /** Calls for each that points here or at something within. */
    void forEach(Consumer<Pointer> action) {
        if (end != null) {
            action.accept(end);
        }
        below.values().forEach(next -> next.forEach(action));
    }
}
