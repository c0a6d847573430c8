package dev.eventsource.broker.user;

import dev.eventsource.broker.channel.ChannelPattern;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Users as documents of MongoDB. Operators write these by hand too, so a field of another type counts as absent. */
final class UserDocument {
    static final String KEY = "key";
    static final String SECRET = "secret";
    static final String FORMER_SECRET = "former_secret";
    static final String FORMER_SECRET_UNTIL = "former_secret_until";
    static final String NAME = "name";
    static final String DISABLED = "disabled";
    static final String MAX_CONNECTIONS = "max_connections";
    static final String PRESENCE_EVENTS = "presence_events";
    static final String WEBHOOK = "webhook";
    static final String PUBLIC = "public";
    static final String RETAINED = "retained";
    static final String ISSUERS = "issuers";

    /** With what no key of a user begins: the broker has channels of its own under such. */
    static final String RESERVED_KEYS = "eshq:";

    private UserDocument() {}

    static Document write(User user) {
        Document document = new Document(KEY, user.key()).append(SECRET, user.secret());
        appendIfPresent(document, NAME, user.name());
        appendIfPresent(document, DISABLED, user.disabled() ? true : null);
        appendIfPresent(document, MAX_CONNECTIONS, user.maxConnections());
        appendIfPresent(document, PRESENCE_EVENTS, user.presenceEvents() ? true : null);
        appendIfPresent(document, WEBHOOK, user.webhook());
        appendIfPresent(document, PUBLIC, write(user.publicChannels().patterns()));
        appendIfPresent(document, RETAINED, write(user.retainedChannels().patterns()));
        return document;
    }

    /** Null where there are none. */
    static @Nullable List<String> write(List<ChannelPattern> patterns) {
        return patterns.isEmpty() ? null : ChannelPattern.texts(patterns);
    }

    private static void appendIfPresent(Document document, String field, @Nullable Object value) {
        if (value != null) {
            document.append(field, value);
        }
    }

    /** Empty where there is no secret that could be proven, or the key is none that a user may have. */
    static Optional<User> read(Document document) {
        String key = key(document);
        String secret = text(document, SECRET);
        return key == null || secret == null
                ? Optional.empty()
                : Optional.of(new User(
                        key,
                        secret,
                        former(document),
                        text(document, NAME),
                        Boolean.TRUE.equals(document.get(DISABLED)),
                        limit(document),
                        Boolean.TRUE.equals(document.get(PRESENCE_EVENTS)),
                        text(document, WEBHOOK),
                        publicChannels(document),
                        retainedChannels(document)));
    }

    /** The issuers that it names, whatever stands there; none where the user is disabled. */
    static Stream<IssuerDocuments.Named> readIssuers(Document document) {
        String key = key(document);
        return key != null
                        && !Boolean.TRUE.equals(document.get(DISABLED))
                        && document.get(ISSUERS) instanceof List<?> issuers
                ? IntStream.range(0, issuers.size())
                        .mapToObj(i -> new IssuerDocuments.Named(key, i + 1, json(issuers.get(i))))
                : Stream.empty();
    }

    private static @Nullable String key(Document document) {
        String key = text(document, KEY);
        return key == null || key.startsWith(RESERVED_KEYS) ? null : key;
    }

    private static String json(Object value) {
        return value instanceof Document document ? document.toJson() : "";
    }

    private static @Nullable FormerSecret former(Document document) {
        String secret = text(document, FORMER_SECRET);
        Instant until = document.get(FORMER_SECRET_UNTIL) instanceof Date date ? date.toInstant() : null;
        return secret == null || until == null ? null : new FormerSecret(secret, until);
    }

    private static PublicChannels publicChannels(Document document) {
        return document.get(PUBLIC) instanceof List<?> values ? PublicChannels.read(values) : PublicChannels.NONE;
    }

    private static RetainedChannels retainedChannels(Document document) {
        return document.get(RETAINED) instanceof List<?> values ? RetainedChannels.read(values) : RetainedChannels.NONE;
    }

    private static @Nullable Integer limit(Document document) {
        return document.get(MAX_CONNECTIONS) instanceof Number number
                ? Integer.valueOf(Math.max(0, number.intValue()))
                : null;
    }

    private static @Nullable String text(Document document, String field) {
        return document.get(field) instanceof String text && !text.isEmpty() ? text : null;
    }
}
