package dev.eventsource.broker.event;

import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The user whose channels are the hub's topics, and the other way round; there need be none. Immutable, so any thread may ask.
 *
 * <p>An event of a channel is private as an update: that somebody may read the channel was said of the channel, and not of the
 * topic. An update, private or not, is for those to whom the user's server opens the channel of its topic: that is to allow it.
 */
@Singleton
public final class HubUser {
    private final EventRules rules;

    /** Empty: there is none. */
    private final String key;

    @Inject
    public HubUser(EventRules rules, Settings settings) {
        this(rules, settings.text(Setting.MERCURE_USER));
    }

    HubUser(EventRules rules, String key) {
        this.rules = rules;
        this.key = rules.takesUpdates() ? key : "";
    }

    /** An event, and behind it what it is besides, all of which take one place in the log. */
    public List<Event> all(Event event) {
        if (key.isEmpty()) {
            return List.of(event);
        }
        List<Event> all = new ArrayList<>();
        all.add(event);
        Update update = event.update();
        if (update == null) {
            addUpdate(event, all);
        } else if (!rules.isOfHub(update)) {
            addEvents(event, update.topics(), all);
        }
        return all;
    }

    /** What the broker itself tells a channel is none, and neither is what the hub would take from no publisher. */
    private void addUpdate(Event event, List<Event> all) {
        String owner = event.channel().user();
        if ((owner == null || owner.equals(key)) && !isOfBroker(event.name())) {
            Update update = new Update(List.of(event.channel().name()), true, null);
            try {
                rules.requireUpdate(update, event.id(), event.name());
                all.add(new Event(Update.SPACE, event.data(), event.id(), event.name(), null, update));
            } catch (RefusedEvent none) {
                // It is its channel's alone.
            }
        }
    }

    private static boolean isOfBroker(@Nullable String name) {
        return name != null && name.startsWith(EventRules.RESERVED_NAMES);
    }

    private void addEvents(Event event, List<String> topics, List<Event> all) {
        topics.stream()
                .distinct()
                .filter(EventRules::isName)
                .map(topic -> new Event(new ChannelId(key, topic), event.data(), event.id(), event.name(), null))
                .forEach(all::add);
    }
}
