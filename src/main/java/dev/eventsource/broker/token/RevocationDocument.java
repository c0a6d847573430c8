package dev.eventsource.broker.token;

import java.time.Instant;
import java.util.Date;
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

    static Revocation read(Document document) {
        Document id = document.get(ID, Document.class);
        return new Revocation(
                id.getString("user"),
                Revocation.Kind.valueOf(id.getString("kind")),
                id.getString("value"),
                instant(document, AT),
                instant(document, UNTIL));
    }

    private static Instant instant(Document document, String field) {
        return document.getDate(field).toInstant();
    }
}
