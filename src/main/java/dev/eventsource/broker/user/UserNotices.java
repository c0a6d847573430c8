package dev.eventsource.broker.user;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import dev.eventsource.broker.mongo.Mongo;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What users want to be told of, as MongoDB has it or had it ten seconds ago at most: {@code presence_events} and {@code
 * webhook} of their documents. The latest 10,000 are kept, whose map is guarded by this object's lock. Any thread may ask;
 * {@code Unavailable} where MongoDB does not answer.
 */
@Singleton
public final class UserNotices {
    private static final Logger LOG = System.getLogger(UserNotices.class.getName());
    private static final int MOST = 10_000;
    private static final long LONGEST_NANOS = Duration.ofSeconds(10).toNanos();

    private final Mongo mongo;
    private final MongoCollection<Document> users;
    private final Map<String, Asked> asked = new LinkedHashMap<>();

    private record Asked(Notices notices, long at) {}

    @Inject
    UserNotices(Mongo mongo) {
        this.mongo = mongo;
        this.users = mongo.database().getCollection("users");
    }

    /** What the user of this key wants; nothing where there is none, or one who is disabled. */
    public Notices of(String key) {
        Asked recent = recent(key);
        if (recent != null) {
            return recent.notices();
        }
        Document user = mongo.call(() -> users.find(eq(UserDocument.KEY, key)).first());
        Notices notices = user == null ? Notices.NONE : read(user);
        note(key, notices);
        return notices;
    }

    private synchronized @Nullable Asked recent(String key) {
        Asked found = asked.get(key);
        return found != null && System.nanoTime() - found.at() < LONGEST_NANOS ? found : null;
    }

    private synchronized void note(String key, Notices notices) {
        asked.remove(key);
        asked.put(key, new Asked(notices, System.nanoTime()));
        if (asked.size() > MOST) {
            asked.remove(asked.keySet().iterator().next());
        }
    }

    private static Notices read(Document user) {
        return UserDocument.read(user)
                .filter(known -> !known.disabled())
                .map(known -> new Notices(
                        Boolean.TRUE.equals(user.get("presence_events")),
                        webhook(known.key(), user.get("webhook")),
                        known.secret()))
                .orElse(Notices.NONE);
    }

    private static @Nullable URI webhook(String key, @Nullable Object text) {
        if (!(text instanceof String url) || url.isEmpty()) {
            return null;
        }
        try {
            URI uri = URI.create(url);
            if (Set.of("http", "https").contains(String.valueOf(uri.getScheme())) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException notAUri) {
            // Told below, as any other that cannot be posted to.
        }
        LOG.log(Level.WARNING, "The webhook of user ''{0}'' is not an http or https URL with a host", key);
        return null;
    }
}
