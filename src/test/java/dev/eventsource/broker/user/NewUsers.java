package dev.eventsource.broker.user;

/** For tests of other packages. */
public final class NewUsers {
    private NewUsers() {}

    /** One with nothing but a key and a secret. */
    public static User of(String key) {
        return new User(
                key, "secret", null, null, false, null, false, null, PublicChannels.NONE, RetainedChannels.NONE);
    }
}
