package dev.eventsource.broker.source;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.EventJson;
import dev.eventsource.broker.event.EventRules;
import dev.eventsource.broker.event.FieldRules;
import dev.eventsource.broker.event.RefusalReason;
import dev.eventsource.broker.event.RefusedEvent;
import dev.eventsource.broker.event.Retain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes events of the messages of sources, by rules. Stateless, so any thread may call. */
final class Mapping {
    private final EventJson json;
    private final EventRules events;

    Mapping(EventJson json, EventRules events) {
        this.json = json;
        this.events = events;
    }

    /** What a message becomes: the same event of one channel or more, each once; or why there is none. */
    List<Event> map(Rules rules, Arrival arrival) throws RefusedEvent {
        Source source = rules.source(arrival.exchange());
        if (source == null) {
            throw new RefusedEvent(
                    RefusalReason.NO_RULE, "the exchange " + arrival.exchange() + " is no source: name it in SOURCES");
        }
        if (arrival.body().length > json.longestBody()) {
            throw new RefusedEvent(RefusalReason.TOO_LARGE, "the message is longer than any event can be");
        }
        return source.format() == Format.BROKER
                ? List.of(json.parse(arrival.body()))
                : byRule(rules, source.format().open(arrival));
    }

    private List<Event> byRule(Rules rules, Content content) throws RefusedEvent {
        Rule rule = rules.first(content);
        if (rule == null) {
            throw new RefusedEvent(
                    RefusalReason.NO_RULE,
                    "no rule in SOURCES matches the routing key '"
                            + content.arrival().routingKey()
                            + "' and the headers: have the 'key' of one match it, as 'orders.#' matches 'orders.7'");
        }
        return made(rule, content);
    }

    /** What a message becomes by a rule that is for it. */
    List<Event> made(Rule rule, Content content) throws RefusedEvent {
        content.expect(rule.pointers());
        String data = rule.data().in(content, rule.base64());
        require(data != null, RefusalReason.NO_DATA, rule.at("data"), text(rule.data()), content);
        String user = user(rule, content);
        Template template = rule.id();
        String id = template == null ? null : template.fill(content, false);
        String name = name(rule, content);
        Retain retain = retain(rule, content);
        Template onceTemplate = rule.once();
        String once = onceTemplate == null ? null : onceTemplate.fill(content, false);
        Map<ChannelId, Event> made = new LinkedHashMap<>();
        for (Template channel : rule.channels()) {
            String to = channel.fill(content, false);
            require(to != null, RefusalReason.NO_CHANNEL, rule.at("channel"), channel, content);
            ChannelId one = new ChannelId(user, String.valueOf(to));
            Event event =
                    events.accept(one, String.valueOf(data), id, name, null).withRetain(retain);
            made.put(one, events.acceptOnce(event, once));
        }
        return List.copyOf(made.values());
    }

    /** Without its key it would be the channel's own last value, in place of another. */
    private @Nullable Retain retain(Rule rule, Content content) throws RefusedEvent {
        LastValueRule lastValue = rule.lastValue();
        if (lastValue == null) {
            return null;
        }
        Template template = lastValue.key();
        String key = template == null ? null : template.fill(content, false);
        require(
                template == null || (key != null && !key.isEmpty()),
                RefusalReason.BAD_KEY,
                rule.at("retain_key"),
                template,
                content);
        return events.acceptRetain(true, key);
    }

    /** Whoever is meant to get it alone: without a user it would be for everyone. */
    private static @Nullable String user(Rule rule, Content content) throws RefusedEvent {
        Template template = rule.user();
        if (template == null) {
            return null;
        }
        String user = template.fill(content, false);
        require(user != null && !user.isEmpty(), RefusalReason.BAD_USER, rule.at("user"), template, content);
        return user;
    }

    /** A type that nobody asked for is no reason to refuse the event. */
    private static @Nullable String name(Rule rule, Content content) throws RefusedEvent {
        Template template = rule.name();
        if (template != null) {
            return template.fill(content, false);
        }
        String type = content.meta("type");
        return type != null && FieldRules.isEventName(type) ? type : null;
    }

    /** What data is made of that a message can lack: of an object it is the members alone. */
    private static @Nullable Template text(Data data) {
        return data instanceof Data.Text text ? text.template() : null;
    }

    private static void require(
            boolean isThere, RefusalReason reason, String place, @Nullable Template template, Content content)
            throws RefusedEvent {
        if (!isThere) {
            throw new RefusedEvent(
                    reason,
                    "the message lacks what " + place + " is made of"
                            + (template == null ? "" : ", '" + template + "'")
                            + (content.isNoJson() ? ": its body is not JSON" : ""));
        }
    }
}
