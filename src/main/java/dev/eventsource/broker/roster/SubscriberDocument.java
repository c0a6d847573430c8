package dev.eventsource.broker.roster;

import dev.eventsource.broker.http.ContentHash;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A subscriber as MongoDB has it. Stateless. */
final class SubscriberDocument {
    static final String ID = "_id";
    static final String LEASE = "lease";
    private static final String TOPICS = "topics";
    private static final String PAYLOAD = "payload";

    /** Of draft 08, beside which there are no topics then. */
    private static final String MATCHERS = "matchers";

    private static final String TYPE = "type";
    private static final String MATCH = "match";

    /** Only of one that has ended, and that others may not have been told of yet. */
    static final String ENDED = "ended";

    /** What topics are found by: they are longer than an index takes on every server. */
    static final String HASHES = "hashes";

    private SubscriberDocument() {}

    static Document write(String lease, Subscriber subscriber) {
        List<Interest> interests = subscriber.interests();
        List<Interest> topics =
                interests.stream().filter(each -> !each.isMatcher()).toList();
        Document document = new Document(ID, subscriber.id())
                .append(LEASE, lease)
                .append(TOPICS, topics.stream().map(Interest::selector).toList())
                .append(HASHES, interests.stream().map(SubscriberDocument::hash).toList())
                .append(PAYLOAD, topics.isEmpty() ? null : topics.get(0).payload());
        List<Document> matchers = interests.stream()
                .filter(Interest::isMatcher)
                .map(SubscriberDocument::write)
                .toList();
        return matchers.isEmpty() ? document : document.append(MATCHERS, matchers);
    }

    private static Document write(Interest matcher) {
        return new Document(TYPE, matcher.matchType())
                .append(MATCH, matcher.selector())
                .append(PAYLOAD, matcher.payload());
    }

    /** One text for all subscriptions that say the same of the subscriber. With what subscriptions of draft 08 have their paths below. */
    static Subscriber read(Document document, String rootOfMatchers) {
        String payload = document.getString(PAYLOAD);
        Stream<Interest> topics =
                document.getList(TOPICS, String.class).stream().map(topic -> Interest.ofTopic(topic, payload));
        Map<String, String> payloads = new HashMap<>();
        Stream<Interest> matchers = document.getList(MATCHERS, Document.class, List.of()).stream()
                .map(each -> new Interest(
                        rootOfMatchers,
                        each.getString(TYPE),
                        each.getString(MATCH),
                        shared(each.getString(PAYLOAD), payloads)));
        return new Subscriber(
                document.getString(ID), Stream.concat(topics, matchers).toList());
    }

    private static @Nullable String shared(@Nullable String payload, Map<String, String> payloads) {
        return payload == null ? null : payloads.computeIfAbsent(payload, first -> first);
    }

    static String hash(Interest interest) {
        return ContentHash.of(interest.key().getBytes(StandardCharsets.UTF_8));
    }
}
