package dev.eventsource.broker.console;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.HeldEvent;
import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.feed.RefusedMessage;
import dev.eventsource.broker.feed.RefusedMessages;
import dev.eventsource.broker.http.JsonAnswer;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.json.Json;
import dev.eventsource.broker.operator.Operator;
import dev.eventsource.broker.settings.Node;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** What an operator looks at one by one, of this node: a channel's newest events, the refused messages, a socket. */
@Path("admin")
public class LookResource {
    private static final int EVENTS = 20;
    private static final int MOST_EVENTS = 100;
    private static final int LONGEST_EVENT = 4 << 10;

    @Inject
    Operator operator;

    @Inject
    Node node;

    @Inject
    Channels channels;

    @Inject
    RefusedMessages refused;

    @Inject
    LookCalls calls;

    /** The newest {@code limit} (20) events of a {@code channel} that are held, of a {@code user}'s or of everyone's; newest first. */
    @GET
    @Path("channel")
    public Response events(@Context HttpServletRequest request, @Context UriInfo uri) {
        operator.require(request);
        Parameters parameters = Parameters.of(uri);
        parameters.allowOnly("channel", "user", "limit");
        String user = parameters.find("user").filter(key -> !key.isEmpty()).orElse(null);
        ChannelId channel = new ChannelId(user, parameters.require("channel"));
        int limit = parameters.number("limit", 1, MOST_EVENTS, EVENTS);
        JsonArrayBuilder events = Json.createArrayBuilder();
        channels.newest(channel, limit, LONGEST_EVENT).forEach(event -> events.add(describe(event)));
        return JsonAnswer.of(Json.createObjectBuilder()
                        .add("node", node.id())
                        .add("events", events)
                        .build())
                .build();
    }

    private static JsonObjectBuilder describe(HeldEvent event) {
        return Json.createObjectBuilder()
                .add("frame", new String(event.beginning(), StandardCharsets.UTF_8))
                .add("bytes", event.length())
                .add("age", TimeUnit.NANOSECONDS.toMillis(event.ageNanos()) / 1_000.0);
    }

    /** The latest messages that were refused, newest first, and how each begins. */
    @GET
    @Path("refused")
    public Response refused(@Context HttpServletRequest request) {
        operator.require(request);
        JsonArrayBuilder messages = Json.createArrayBuilder();
        refused.latest().forEach(message -> messages.add(describe(message)));
        return JsonAnswer.of(Json.createObjectBuilder()
                        .add("node", node.id())
                        .add("messages", messages)
                        .build())
                .build();
    }

    private static JsonObjectBuilder describe(RefusedMessage message) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("at", message.at().toString())
                .add("reason", message.reason().word())
                .add("detail", message.whatToChange())
                .add("bytes", message.length())
                .add("beginning", message.beginning());
        return message.offset() < 0 ? json : json.add("offset", message.offset());
    }

    @GET
    @Path("socket/{socket}")
    public CompletionStage<Response> socket(@Context HttpServletRequest request, @PathParam("socket") String id) {
        return calls.socket(request, id);
    }
}
