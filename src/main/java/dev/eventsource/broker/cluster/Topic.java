package dev.eventsource.broker.cluster;

import java.util.stream.Stream;

/** What a signal is about: whoever tells and whoever observes depends on it here, and so not unseen on each other. */
public enum Topic {
    /** The text is a stream's claim, which no newer stream has. */
    END_STREAM("end-stream"),
    /** The text is a socket's id. */
    END_SOCKET("end-socket"),
    /** The text is a channel's name, and behind a line feed its user's key, empty for the channel of every user. */
    END_CHANNEL("end-channel"),
    /** The text is the key of a user who may no longer do anything. */
    END_USER("end-user"),
    /** The text is the key of a user of whom something else was changed, the secret for one. */
    CHANGE_USER("change-user"),
    /** There is no text: MongoDB has a revocation of tokens that is new. */
    REVOKE("revoke"),
    /** The text is the id of an operator's session that is over, and behind a space the second in which it began. */
    END_SESSION("end-session"),
    /** There is no text: at some node an operator watches all of them. */
    WATCH("watch"),
    /** The text is what a node says of itself to who watches, as a JSON object. */
    FIGURES("figures"),
    /** The text is the id of a node that is to be taken out of service. */
    DRAIN("drain"),
    /** The text is a node's id and, behind a space, the digest of its rules for sources. */
    RULES("rules");

    private final String word;

    Topic(String word) {
        this.word = word;
    }

    /** As messages between nodes say it. */
    public String word() {
        return word;
    }

    /** The topic of a word; {@link IllegalArgumentException} where there is none. */
    public static Topic of(String word) {
        return Stream.of(values())
                .filter(topic -> topic.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no topic of signals"));
    }
}
