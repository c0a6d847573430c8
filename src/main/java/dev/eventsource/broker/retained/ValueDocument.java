package dev.eventsource.broker.retained;

import dev.eventsource.broker.channel.LastValue;
import dev.eventsource.broker.channel.StoredPlace;
import dev.eventsource.broker.event.ChannelId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.Objects;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/** A last value as a document of MongoDB's. */
final class ValueDocument {
    static final String ID = "_id";
    static final String USER = "user";
    static final String CHANNEL = "channel";
    static final String KEY = "key";
    static final String LOG = "log";
    static final String EPOCH = "epoch";
    static final String NUMBER = "number";

    /** When it was cleared, of one that was. */
    static final String CLEARED = "cleared";

    private static final String EVENT = "event";
    private static final String FRAME = "frame";

    private ValueDocument() {}

    static Document write(LastValue value, StoredPlace place) {
        Document document = new Document(ID, id(value))
                .append(USER, value.channel().user())
                .append(CHANNEL, value.channel().name())
                .append(KEY, value.key())
                .append(LOG, place.log())
                .append(EPOCH, place.epoch())
                .append(NUMBER, place.number())
                .append(EVENT, value.id());
        return value.isCleared()
                ? document.append(CLEARED, Date.from(Instant.now()))
                : document.append(FRAME, new Binary(value.frame()));
    }

    /** The name of a value: three texts, of which none has a line end, as a hash, for they are longer than an index takes everywhere. */
    static String id(LastValue value) {
        String user = value.channel().user();
        String name = (user == null ? "" : "u" + user) + "\n" + value.channel().name() + "\n" + value.key();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static LastValue read(Document document) {
        StoredPlace place = readPlace(document);
        Binary frame = document.get(FRAME) instanceof Binary binary ? binary : null;
        return new LastValue(
                new ChannelId(document.getString(USER), document.getString(CHANNEL)),
                text(document, KEY),
                0,
                place.number(),
                text(document, EVENT),
                frame == null ? new byte[0] : frame.getData(),
                frame == null,
                place);
    }

    static StoredPlace readPlace(Document document) {
        return new StoredPlace(text(document, LOG), number(document, EPOCH), number(document, NUMBER));
    }

    private static long number(Document document, String field) {
        return document.get(field) instanceof Number number ? number.longValue() : 0;
    }

    private static String text(Document document, String field) {
        @Nullable String text = document.getString(field);
        return Objects.requireNonNullElse(text, "");
    }
}
