package dev.eventsource.broker.user;

import com.mongodb.client.model.Updates;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.secret.RandomIds;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** What an operator says of a user: in a new one what is absent or empty is not set, in a change absent is as it was. */
final class UserParameters {
    /** RFC 3986's unreserved characters, which no URL has to escape; no colon, which ends a key in HTTP Basic. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._~-]{1,255}");

    private static final List<String> CHANGEABLE = List.of(
            UserDocument.NAME,
            UserDocument.DISABLED,
            UserDocument.MAX_CONNECTIONS,
            UserDocument.PRESENCE_EVENTS,
            UserDocument.WEBHOOK,
            UserDocument.PUBLIC,
            UserDocument.RETAINED);
    private static final int MAX_NAME = 255;
    private static final int MOST_CONNECTIONS = 1_000_000_000;

    private UserParameters() {}

    /** The user that a call describes, with a secret just drawn, and a key too where it names none. */
    static User create(Parameters parameters) {
        parameters.allowOnly(
                Stream.concat(Stream.of(UserDocument.KEY), CHANGEABLE.stream()).toArray(String[]::new));
        String key = parameters.find(UserDocument.KEY).orElseGet(RandomIds::next);
        if (key.startsWith(UserDocument.RESERVED_KEYS)) {
            throw Problem.badRequest(
                    "key does not begin with 'eshq:', which the broker keeps for itself; choose another.");
        }
        if (!KEY.matcher(key).matches()) {
            throw Problem.badRequest("key takes 1 to 255 letters, digits and characters of '-._~'.");
        }
        return new User(
                key,
                RandomIds.nextSecret(),
                null,
                name(parameters),
                parameters.flag(UserDocument.DISABLED).orElse(false),
                maxConnections(parameters),
                parameters.flag(UserDocument.PRESENCE_EVENTS).orElse(false),
                webhook(parameters),
                publicChannels(parameters),
                retainedChannels(parameters));
    }

    /** The changes that a call asks for, at least one. */
    static List<Bson> changes(Parameters parameters) {
        parameters.allowOnly(CHANGEABLE.toArray(String[]::new));
        List<Bson> changes = new ArrayList<>();
        if (parameters.has(UserDocument.NAME)) {
            changes.add(setOrUnset(UserDocument.NAME, name(parameters)));
        }
        if (parameters.has(UserDocument.MAX_CONNECTIONS)) {
            changes.add(setOrUnset(UserDocument.MAX_CONNECTIONS, maxConnections(parameters)));
        }
        if (parameters.has(UserDocument.WEBHOOK)) {
            changes.add(setOrUnset(UserDocument.WEBHOOK, webhook(parameters)));
        }
        if (parameters.has(UserDocument.PUBLIC)) {
            changes.add(setOrUnset(
                    UserDocument.PUBLIC,
                    UserDocument.write(publicChannels(parameters).patterns())));
        }
        if (parameters.has(UserDocument.RETAINED)) {
            changes.add(setOrUnset(
                    UserDocument.RETAINED,
                    UserDocument.write(retainedChannels(parameters).patterns())));
        }
        for (String flag : List.of(UserDocument.DISABLED, UserDocument.PRESENCE_EVENTS)) {
            parameters.flag(flag).ifPresent(on -> changes.add(setOrUnset(flag, on ? true : null)));
        }
        if (changes.isEmpty()) {
            throw Problem.badRequest("Send at least one of the parameters " + String.join(", ", CHANGEABLE) + ".");
        }
        return changes;
    }

    private static Bson setOrUnset(String field, @Nullable Object value) {
        return value == null ? Updates.unset(field) : Updates.set(field, value);
    }

    private static @Nullable String name(Parameters parameters) {
        String name = parameters.find(UserDocument.NAME).orElse("");
        if (name.length() > MAX_NAME) {
            throw Problem.badRequest("name takes at most %d characters.".formatted(MAX_NAME));
        }
        return name.isEmpty() ? null : name;
    }

    private static @Nullable Integer maxConnections(Parameters parameters) {
        boolean absent =
                parameters.find(UserDocument.MAX_CONNECTIONS).orElse("").isEmpty();
        return absent ? null : parameters.number(UserDocument.MAX_CONNECTIONS, 0, MOST_CONNECTIONS, 0);
    }

    /** The parameter may stand several times; all of them are replaced, and by none where it is empty. */
    private static PublicChannels publicChannels(Parameters parameters) {
        try {
            return PublicChannels.parse(parameters.all(UserDocument.PUBLIC));
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("In 'public', " + e.getMessage() + ".");
        }
    }

    /** As of the public ones. */
    private static RetainedChannels retainedChannels(Parameters parameters) {
        try {
            return RetainedChannels.parse(parameters.all(UserDocument.RETAINED));
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("In 'retained', " + e.getMessage() + ".");
        }
    }

    private static @Nullable String webhook(Parameters parameters) {
        String text = parameters.find(UserDocument.WEBHOOK).orElse("");
        if (!text.isEmpty() && WebhookAddress.parse(text).isEmpty()) {
            throw Problem.badRequest("webhook takes " + WebhookAddress.ALLOWED + ".");
        }
        return text.isEmpty() ? null : text;
    }
}
