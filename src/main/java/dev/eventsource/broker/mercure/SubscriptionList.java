package dev.eventsource.broker.mercure;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.HeldEvent;
import dev.eventsource.broker.event.Update;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.json.Json;
import dev.eventsource.broker.roster.Interest;
import dev.eventsource.broker.roster.Roster;
import dev.eventsource.broker.roster.Subscriber;
import dev.eventsource.broker.roster.SubscriptionJson;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Writes down who subscribes, as each draft has it. Any thread may ask that may wait for MongoDB. */
@Singleton
class SubscriptionList {
    /** The longest list, in characters: some are written at the same time. */
    static final int LONGEST = 2 << 20;

    private static final String ID = "id: ";
    private static final int LONGEST_HEAD = 512;

    private final Channels channels;
    private final Roster roster;

    @Inject
    SubscriptionList(Channels channels, Roster roster) {
        this.channels = channels;
        this.roster = roster;
    }

    /**
     * What is listed, and behind which update that was looked for.
     *
     * @param last the id of the last update that the node had before, or {@link Update#EARLIEST}
     */
    record Listed(String last, String json) {}

    /** The document; empty where it would be of one that is not there. A 503 problem where it would be too long. */
    Optional<Listed> of(Selected selected) {
        // First: whoever goes on behind this update is told of all that the list has not.
        String last = last(channels);
        Interest interest = selected.interest();
        Optional<String> json = interest == null || selected.subscriber() == null
                ? Optional.of(collection(selected, last, found -> roster.visit(interest, null, found)))
                : one(interest, selected, last);
        return json.map(text -> new Listed(last, text));
    }

    private Optional<String> one(Interest interest, Selected selected, String last) {
        AtomicReference<JsonObjectBuilder> found = new AtomicReference<>();
        roster.visit(interest, selected.subscriber(), subscriber -> {
            subscriber.interests().stream()
                    .filter(interest::isLike)
                    .forEach(its -> found.set(SubscriptionJson.event(subscriber, its, true)));
            return false;
        });
        return Optional.ofNullable(found.get())
                .map(json -> selected.draft() == Draft.SEVEN ? json.add("lastEventID", last) : json)
                .map(json -> json.build().toString());
    }

    static String collection(Selected selected, String last, Consumer<Predicate<Subscriber>> visit) {
        StringBuilder json = new StringBuilder();
        visit.accept(subscriber -> {
            add(subscriber, selected, json);
            return json.length() <= LONGEST;
        });
        if (json.length() > LONGEST) {
            throw Problem.unavailable(
                    "There are more subscriptions than one answer may list; ask for those of one topic, or for fewer.");
        }
        String head = head(selected, last).build().toString();
        return head.substring(0, head.length() - 1) + ",\"subscriptions\":[" + json + "]}";
    }

    private static JsonObjectBuilder head(Selected selected, String last) {
        return selected.draft() == Draft.SEVEN
                ? SubscriptionJson.document()
                        .add("id", selected.path())
                        .add("type", "Subscriptions")
                        .add("lastEventID", last)
                : Json.createObjectBuilder().add("id", selected.path()).add("type", "subscriptions");
    }

    private static void add(Subscriber subscriber, Selected selected, StringBuilder json) {
        for (Interest interest : subscriber.interests()) {
            if (selected.has(interest)) {
                json.append(json.isEmpty() ? "" : ",")
                        .append(SubscriptionJson.of(subscriber, interest, true).build());
            }
        }
    }

    /** The id of the last update that this node has, as its frame begins with it. */
    static String last(Channels channels) {
        return channels.newest(Update.SPACE, 1, LONGEST_HEAD).stream()
                .map(SubscriptionList::id)
                .findFirst()
                .orElse(Update.EARLIEST);
    }

    private static String id(HeldEvent event) {
        return new String(event.beginning(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(ID))
                .findFirst()
                .map(line -> line.substring(ID.length()))
                .orElse(Update.EARLIEST);
    }
}
