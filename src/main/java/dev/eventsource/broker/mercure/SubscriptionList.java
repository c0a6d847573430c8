package dev.eventsource.broker.mercure;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.HeldEvent;
import dev.eventsource.broker.event.Update;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.roster.Roster;
import dev.eventsource.broker.roster.Subscriber;
import dev.eventsource.broker.roster.SubscriptionJson;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Writes down who subscribes, as JSON-LD. Any thread may ask that may wait for MongoDB. */
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

    /** The document; empty where it would be of one that is not there. A 503 problem where it would be too long. */
    Optional<String> of(Selected selected) {
        // First: whoever goes on behind this update is told of all that the list has not.
        String last = last(channels);
        String topic = selected.topic();
        return topic == null || selected.subscriber() == null
                ? Optional.of(collection(selected, last, found -> roster.visit(topic, null, found)))
                : one(topic, selected, last);
    }

    private Optional<String> one(String topic, Selected selected, String last) {
        JsonObjectBuilder json = SubscriptionJson.document();
        boolean[] isThere = new boolean[1];
        roster.visit(topic, selected.subscriber(), subscriber -> {
            json.addAll(SubscriptionJson.of(subscriber, topic, true));
            isThere[0] = true;
            return false;
        });
        return isThere[0] ? Optional.of(json.add("lastEventID", last).build().toString()) : Optional.empty();
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
        String head = SubscriptionJson.document()
                .add("id", selected.path())
                .add("type", "Subscriptions")
                .add("lastEventID", last)
                .build()
                .toString();
        return head.substring(0, head.length() - 1) + ",\"subscriptions\":[" + json + "]}";
    }

    private static void add(Subscriber subscriber, Selected selected, StringBuilder json) {
        for (String topic : subscriber.topics()) {
            if (selected.topic() == null || selected.topic().equals(topic)) {
                json.append(json.isEmpty() ? "" : ",")
                        .append(SubscriptionJson.of(subscriber, topic, true).build());
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
