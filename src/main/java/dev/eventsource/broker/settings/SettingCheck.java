package dev.eventsource.broker.settings;

/**
 * Whether a setting that its package alone can read is right: the rules of a file, a key. Those named in {@code META-INF/services} are
 * asked, once, before anything of the broker is made; what they read is not kept.
 */
public interface SettingCheck {
    /** Reads it, and throws what {@link Settings#invalid} makes where it is wrong. Leaves nothing behind, not a thread either. */
    void check(Settings settings);
}
