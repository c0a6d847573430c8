package dev.eventsource.broker.source;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pointers of a rule by their parts, so that one reading of a body finds what all of them point at. Any thread may ask. */
final class Pointers {
    static final Pointers NONE = of(Stream.empty());

    private final Map<String, Pointers> below = new HashMap<>();
    private @Nullable Pointer end;

    private Pointers() {}

    static Pointers of(Stream<Pointer> pointers) {
        Pointers all = new Pointers();
        pointers.forEach(all::add);
        return all;
    }

    private void add(Pointer pointer) {
        Pointers at = this;
        for (String token : pointer.tokens()) {
            at = at.below.computeIfAbsent(token, none -> new Pointers());
        }
        at.end = pointer;
    }

    /** The one that points here, and not only at something within; null: none does. */
    @Nullable
    Pointer end() {
        return end;
    }

    /** Whether some point at something within. */
    boolean goOn() {
        return !below.isEmpty();
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
