package dev.eventsource.broker.token;

import java.util.Date;
import java.util.Objects;
import org.bson.Document;

/** Revocations as documents of MongoDB: one for each token, presence id or user. */
final class RevocationDocument {
    static final String COLLECTION = "revocations";
    static final String ID = "_id";
    static final String AT = "revoked_at";
    static final String UNTIL = "until";

    private RevocationDocument() {}

    static Document id(Revocation revocation) {
        return new Document("user", revocation.user())
                .append("kind", revocation.kind().name())
                .append("value", revocation.value());
    }

    static Document write(Revocation revocation) {
        return new Document(ID, id(revocation))
                .append("user", revocation.user())
                .append(AT, Date.from(revocation.at()))
                .append(UNTIL, Date.from(revocation.until()));
    }

    /** A {@link RuntimeException} that says nothing of the value where it is none. */
    static Revocation read(Document document) {
        Document id = field(document, ID, Document.class);
        Revocation.Kind kind = Revocation.Kind.valueOf(field(id, "kind", String.class));
        return new Revocation(
                field(id, "user", String.class),
                kind,
                kind == Revocation.Kind.ALL ? "" : field(id, "value", String.class),
                field(document, AT, Date.class).toInstant(),
                field(document, UNTIL, Date.class).toInstant());
    }

    private static <T> T field(Document document, String name, Class<T> type) {
        return Objects.requireNonNull(document.get(name, type), () -> "no " + name);
    }
}
