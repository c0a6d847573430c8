package dev.eventsource.broker.event;

import org.jspecify.annotations.Nullable;

/**
 * An event that passed {@link EventRules}.
 *
 * @param channel where it goes
 * @param data what the browser gets, any text without lone surrogates
 * @param id the publisher's id; null: the broker's position stands for it
 * @param name the event type; null: the browser's default, {@code message}
 * @param socket the socket that does not get it; null: everyone does
 * @param update the topics that it is an update of; null: it is a channel's
 * @param retain whose last value it is; null: it is none
 * @param once under which key it is to come once and no more for a while; null: it comes however often it is published
 */
public record Event(
        ChannelId channel,
        String data,
        @Nullable String id,
        @Nullable String name,
        @Nullable String socket,
        @Nullable Update update,
        @Nullable Retain retain,
        @Nullable String once) {

    /** An event of a channel. */
    public Event(ChannelId channel, String data, @Nullable String id, @Nullable String name, @Nullable String socket) {
        this(channel, data, id, name, socket, null);
    }

    /** An event that is no last value, and comes however often it is published. */
    public Event(
            ChannelId channel,
            String data,
            @Nullable String id,
            @Nullable String name,
            @Nullable String socket,
            @Nullable Update update) {
        this(channel, data, id, name, socket, update, null, null);
    }

    /** What the broker itself tells a channel, under one of the names that publishers may not use. */
    public static Event ofBroker(ChannelId channel, String name, String data) {
        return new Event(channel, data, null, name, null);
    }

    /** What the hub itself publishes, under topics that nobody else may publish to. */
    public static Event ofHub(Update update, String id, @Nullable String name, String data) {
        return new Event(Update.SPACE, data, id, name, null, update);
    }

    /** This event under an id. */
    public Event withId(String newId) {
        return new Event(channel, data, newId, name, socket, update, retain, once);
    }

    /** This event as a last value; null: as none. */
    public Event withRetain(@Nullable Retain newRetain) {
        return new Event(channel, data, id, name, socket, update, newRetain, once);
    }

    /** This event, to come once under a key; null: however often. */
    public Event withOnce(@Nullable String key) {
        return new Event(channel, data, id, name, socket, update, retain, key);
    }
}
