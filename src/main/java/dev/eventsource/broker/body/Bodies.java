package dev.eventsource.broker.body;

import dev.eventsource.broker.http.Body;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** What all bodies that come at a time share. Any thread may ask. */
@Singleton
final class Bodies {
    private static final int CALLS_AT_ONCE = 32;

    private final Turns turns = new Turns(CALLS_AT_ONCE);
    private final long longest;
    private final BodyBudget budget;

    @Inject
    Bodies(Settings settings) {
        this.longest = Body.longest(settings.bytes(Setting.MAX_EVENT_BYTES));
        this.budget = BodyBudget.ofHeap(longest);
    }

    /** The longest that any call takes. */
    long longest() {
        return longest;
    }

    BodyBudget budget() {
        return budget;
    }

    /** Who may go on once its body is there. */
    Turns turns() {
        return turns;
    }
}
