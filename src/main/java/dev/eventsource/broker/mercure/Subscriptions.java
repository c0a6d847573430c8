package dev.eventsource.broker.mercure;

import dev.eventsource.broker.channel.TopicFilter;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.Unavailable;
import dev.eventsource.broker.roster.Enrolment;
import dev.eventsource.broker.roster.Interest;
import dev.eventsource.broker.roster.Roster;
import dev.eventsource.broker.stream.LastEventId;
import dev.eventsource.broker.stream.TopicStream;
import dev.eventsource.broker.stream.TopicStreams;
import dev.eventsource.broker.token.KeyedTokens.Keyed;
import dev.eventsource.broker.topic.TopicSelector;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens the streams of subscribers. Any thread may call, and none waits. */
@Singleton
class Subscriptions {
    private static final int MOST_TOPICS = 100;

    /** Of all of them: each is held as long as the stream. */
    private static final int MOST_CHARACTERS = 8 << 10;

    private static final String RIGHT = "subscribe";

    private final Hub hub;
    private final DraftSeven seven;
    private final Allowed allowed;
    private final DraftEight eight;
    private final TopicStreams streams;
    private final Roster roster;
    private final HubCors cors;

    @Inject
    Subscriptions(
            Hub hub,
            DraftSeven seven,
            Allowed allowed,
            DraftEight eight,
            TopicStreams streams,
            Roster roster,
            HubCors cors) {
        this.hub = hub;
        this.seven = seven;
        this.allowed = allowed;
        this.eight = eight;
        this.streams = streams;
        this.roster = roster;
        this.cors = cors;
    }

    /** Opens the stream of a request; null, or else the answer where it cannot be opened for now. */
    @Nullable
    Response open(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Parameters parameters = Parameters.ofQuery(request.getQueryString(), LastEventId.VERBATIM);
        Reader reader = eight.isAskedBy(parameters) ? eight.reader(request, parameters) : reader(request, parameters);
        String lastEventId = LastEventId.of(request, parameters);
        cors.headers(request.getHeader("Origin")).forEach(response::setHeader);
        Optional<Enrolment> enrolment = Optional.empty();
        if (roster.isKept()) {
            enrolment = roster.enrol(interests(reader, parameters));
            if (enrolment.isEmpty()) {
                return streams.turnAway();
            }
        }
        TopicStream wanted = new TopicStream(
                reader.filter(),
                lastEventId,
                reader.draft() == Draft.EIGHT,
                reader.token().map(Keyed::expiresAt).orElse(null),
                hub.tellsLoss(),
                enrolment.<Runnable>map(enrolled -> enrolled::end).orElse(() -> {}),
                id -> response.setHeader(reader.draft().placeHeader(), asBytes(id)));
        return open(wanted, enrolment, request, response);
    }

    /** The answer to somebody of whom nobody can tell for now who it is. */
    Response turnAway(Unavailable why) {
        return streams.turnAway(why);
    }

    private Collection<Interest> interests(Reader reader, Parameters parameters) {
        if (reader.draft() == Draft.EIGHT) {
            return eight.interests(parameters, reader.token());
        }
        String payload =
                reader.token().map(proven -> Payload.of(proven.claims())).orElse(null);
        return reader.filter().wanted().stream()
                .map(selector -> Interest.ofTopic(selector.text(), payload))
                .toList();
    }

    /** Has others know of the subscriber once there is a stream. */
    private @Nullable Response open(
            TopicStream wanted, Optional<Enrolment> enrolment, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean isOpen = false;
        try {
            Response answer = streams.open(wanted, request, response);
            isOpen = answer == null;
            return answer;
        } finally {
            enrolment.ifPresent(isOpen ? Enrolment::begin : Enrolment::end);
        }
    }

    /** As draft 07 has it. */
    private Reader reader(HttpServletRequest request, Parameters parameters) {
        Optional<Keyed> token = seven.find(request, hub.subscribers());
        if (token.isEmpty() && !hub.takesAnonymous()) {
            throw Problem.noToken();
        }
        Set<TopicSelector> may =
                token.map(proven -> allowed.selectors(proven.claims(), RIGHT)).orElse(Set.of());
        return new Reader(Draft.SEVEN, token, filter(topics(parameters.all("topic")), may));
    }

    static TopicFilter filter(Set<TopicSelector> topics, Set<TopicSelector> may) {
        TopicFilter filter = new TopicFilter(topics, may);
        if (filter.steps() > TopicFilter.MOST_STEPS) {
            throw Problem.badRequest(
                    "What the subscription and the token select topics by takes %d steps for each character of an update's topic, and may take %d; take fewer or shorter ones."
                            .formatted(filter.steps(), TopicFilter.MOST_STEPS));
        }
        return filter;
    }

    /** A 400 problem where they are too many or too long together, or there are none. */
    static void requireFew(List<String> texts, String parameter) {
        if (texts.isEmpty() || texts.size() > MOST_TOPICS) {
            throw Problem.badRequest("Send 1 to %d parameters '%s'.".formatted(MOST_TOPICS, parameter));
        }
        if (texts.stream().mapToInt(String::length).sum() > MOST_CHARACTERS) {
            throw Problem.badRequest(
                    "The parameters '%s' take at most %d characters together; send fewer or shorter ones."
                            .formatted(parameter, MOST_CHARACTERS));
        }
    }

    Set<TopicSelector> topics(List<String> texts) {
        requireFew(texts, "topic");
        try {
            Set<TopicSelector> topics = new LinkedHashSet<>();
            texts.forEach(text -> topics.add(allowed.selector(text)));
            return topics;
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(String.valueOf(e.getMessage()));
        }
    }

    /** A servlet makes a byte of each character of a header. */
    static String asBytes(String id) {
        return new String(id.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
