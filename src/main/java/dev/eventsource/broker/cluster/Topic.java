package dev.eventsource.broker.cluster;

import java.util.Locale;

/** What a signal is about: whoever tells and whoever observes depends on it here, and so not unseen on each other. */
public enum Topic {
    /** The text is a stream's claim, which no newer stream has. */
    END_STREAM,
    /** The text is a socket's id. */
    END_SOCKET,
    /** The text is a channel's name, and behind a line feed its user's key, empty for the channel of every user. */
    END_CHANNEL,
    /** The text is the key of a user who may no longer do anything. */
    END_USER,
    /** The text is the key of a user of whom something else was changed, the secret for one. */
    CHANGE_USER;

    /** As messages between nodes say it: in small letters, with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The topic of a word; {@link IllegalArgumentException} where there is none. */
    public static Topic of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
