package dev.eventsource.broker.roster;

/** How many subscribers are followed at a time: 50, or as many as have so many subscriptions together. Belongs to one thread. */
final class Share {
    static final int MOST_SUBSCRIBERS = 50;

    private final int most;
    private int subscribers;
    private int subscriptions;

    /** One that is empty, of so many subscriptions; the last subscriber may have more. */
    Share(int most) {
        this.most = most;
    }

    /** Whether there is room for one more. */
    boolean hasRoom() {
        return subscribers < MOST_SUBSCRIBERS && subscriptions < most;
    }

    /** Adds one, if there is room for it. */
    boolean add(Subscriber subscriber) {
        if (!hasRoom()) {
            return false;
        }
        subscribers++;
        subscriptions += subscriber.topics().size();
        return true;
    }
}
