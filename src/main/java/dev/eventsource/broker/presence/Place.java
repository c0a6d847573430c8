package dev.eventsource.broker.presence;

import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.json.Json;
import dev.eventsource.broker.socket.Socket;
import jakarta.json.JsonArrayBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody is at: a channel, or a channel under a presence id.
 *
 * @param presenceId null: whoever it is
 */
record Place(String user, String channel, @Nullable String presenceId) {
    private static final int OWN_WEIGHT = 128;
    private static final int TEXT_WEIGHT = 56;

    /** Every place that a stream of this socket is at. */
    static Stream<Place> of(Socket socket) {
        String presenceId = socket.presenceId();
        return socket.channels().stream()
                .flatMap(channel -> presenceId == null
                        ? Stream.of(new Place(socket.user(), channel, null))
                        : Stream.of(
                                new Place(socket.user(), channel, null),
                                new Place(socket.user(), channel, presenceId)));
    }

    static Place read(Document document) {
        List<String> parts = document.getList("place", String.class);
        return new Place(parts.get(0), parts.get(1), parts.size() > 2 ? parts.get(2) : null);
    }

    /** How many bytes of heap it takes in a map, or more: never less, whatever its names are. */
    long weight() {
        long texts = presenceId == null ? 0 : weight(presenceId);
        return OWN_WEIGHT + weight(user) + weight(channel) + texts;
    }

    private static long weight(String text) {
        return TEXT_WEIGHT + 2L * text.length();
    }

    ChannelId channelId() {
        return new ChannelId(user, channel);
    }

    List<String> parts() {
        return presenceId == null ? List.of(user, channel) : List.of(user, channel, presenceId);
    }

    /** What tells this place from all others, in MongoDB. */
    String id() {
        JsonArrayBuilder id = Json.createArrayBuilder();
        parts().forEach(id::add);
        return id.build().toString();
    }
}
