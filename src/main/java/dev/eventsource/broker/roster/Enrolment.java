package dev.eventsource.broker.roster;

/**
 * What this node has noted of one subscriber. All that changes is guarded by the lock of {@link Enrolments}, but for the
 * subscriber, which belongs to the thread of {@link Turns}.
 */
public final class Enrolment {
    private final Enrolments all;
    private Subscriber subscriber;
    State state = State.RESERVED;

    /** Whether MongoDB may have it. */
    boolean isTried;

    /** Whether others have been told of it. */
    boolean isTold;

    enum State {
        /** There is room for it. */
        RESERVED,
        /** Its stream is open, and MongoDB does not know of it. */
        BEGUN,
        /** MongoDB does. */
        ENTERED,
        /** Its stream is over, and MongoDB still has it. */
        ENDED,
        GONE
    }

    Enrolment(Enrolments all, Subscriber subscriber) {
        this.all = all;
        this.subscriber = subscriber;
    }

    /** Has others know of it soon, as its stream is open; of no effect where it is over. Any thread may call. */
    public void begin() {
        all.begin(this);
    }

    /** Has others know soon that its stream is over, or that none was opened. Any thread may call. */
    public void end() {
        all.end(this);
    }

    Subscriber subscriber() {
        return subscriber;
    }

    /** It goes on under another name. */
    void rename() {
        subscriber = subscriber.anew();
    }
}
