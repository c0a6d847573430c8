package dev.eventsource.broker.roster;

/**
 * How many subscribers are followed at a time: 50, or as many as have so many subscriptions together, or take so many
 * characters to tell of. Belongs to one thread.
 */
final class Share {
    static final int MOST_SUBSCRIBERS = 50;

    private final int most;
    private final int mostCharacters;
    private int subscribers;
    private int subscriptions;
    private int characters;

    /** One that is empty, of so many subscriptions and characters; the last subscriber may have more. */
    Share(int most, int mostCharacters) {
        this.most = most;
        this.mostCharacters = mostCharacters;
    }

    /** Whether there is room for one more. */
    boolean hasRoom() {
        return subscribers < MOST_SUBSCRIBERS && subscriptions < most && characters < mostCharacters;
    }

    /** Adds one, if there is room for it. */
    boolean add(Subscriber subscriber) {
        if (!hasRoom()) {
            return false;
        }
        subscribers++;
        subscriptions += subscriber.interests().size();
        characters += subscriber.characters();
        return true;
    }
}
