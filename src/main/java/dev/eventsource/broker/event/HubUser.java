package dev.eventsource.broker.event;

import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

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

    /**
     * The events of one message, and behind them what they are besides, all of which take one place in the log.
     *
     * @param events the same but for their channels, each of another
     */
    public List<Event> all(List<Event> events) {
        if (key.isEmpty()) {
            return events;
        }
        List<Event> all = new ArrayList<>(events);
        Event first = events.get(0);
        Update update = first.update();
        if (update == null) {
            addUpdate(events, all);
        } else if (!rules.isOfHub(update)) {
            addEvents(first, update.topics(), all);
        }
        return all;
    }

    /** What the broker itself tells a channel is none, and neither is what the hub would take from no publisher. */
    private void addUpdate(List<Event> events, List<Event> all) {
        Event first = events.get(0);
        List<String> topics = events.stream()
                .map(Event::channel)
                .filter(this::isShared)
                .map(ChannelId::name)
                .filter(name -> isTopic(name, first))
                .toList();
        if (!topics.isEmpty() && !FieldRules.isReserved(first.name())) {
            Update update = new Update(topics, true, null);
            try {
                rules.requireUpdate(update, first.id(), first.name());
                all.add(new Event(Update.SPACE, first.data(), first.id(), first.name(), null, update));
            } catch (RefusedEvent tooMany) {
                // It is its channels' alone.
            }
        }
    }

    private boolean isShared(ChannelId channel) {
        return channel.user() == null || channel.user().equals(key);
    }

    private boolean isTopic(String name, Event event) {
        try {
            rules.requireUpdate(new Update(List.of(name), true, null), event.id(), event.name());
            return true;
        } catch (RefusedEvent none) {
            return false;
        }
    }

    private void addEvents(Event event, List<String> topics, List<Event> all) {
        topics.stream()
                .distinct()
                .filter(FieldRules::isName)
                .map(topic -> new Event(new ChannelId(key, topic), event.data(), event.id(), event.name(), null))
                .forEach(all::add);
    }
}
