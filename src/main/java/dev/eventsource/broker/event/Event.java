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
 */
public record Event(
        ChannelId channel,
        String data,
        @Nullable String id,
        @Nullable String name,
        @Nullable String socket,
        @Nullable Update update,
        @Nullable Retain retain) {

    /** An event that is no last value. */
    public Event(
            ChannelId channel,
            String data,
            @Nullable String id,
            @Nullable String name,
            @Nullable String socket,
            @Nullable Update update) {
        this(channel, data, id, name, socket, update, null);
    }

    /** An event of a channel. */
    public Event(ChannelId channel, String data, @Nullable String id, @Nullable String name, @Nullable String socket) {
        this(channel, data, id, name, socket, null);
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
        return new Event(channel, data, newId, name, socket, update, retain);
    }

    /** This event as a last value; null: as none. */
    public Event withRetain(@Nullable Retain newRetain) {
        return new Event(channel, data, id, name, socket, update, newRetain);
    }
}
