package dev.eventsource.broker.mercure;

import dev.eventsource.broker.access.RateLimits;
import dev.eventsource.broker.body.ComingBody;
import dev.eventsource.broker.body.ReadCall;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.EventRules;
import dev.eventsource.broker.event.RefusalReason;
import dev.eventsource.broker.event.RefusedEvent;
import dev.eventsource.broker.event.Update;
import dev.eventsource.broker.http.Body;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.ProblemMapper;
import dev.eventsource.broker.http.WellKnown;
import dev.eventsource.broker.publish.EventIds;
import dev.eventsource.broker.publish.Publisher;
import dev.eventsource.broker.token.KeyedTokens.Keyed;
import dev.eventsource.broker.topic.TopicSelector;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Publishes updates, and answers once RabbitMQ has them. Any thread may call, and none waits. */
@Singleton
class Publications {
    private static final Pattern CALL = Pattern.compile(Pattern.quote(WellKnown.MERCURE));
    private static final Pattern MILLIS = Pattern.compile("\\d{1,9}");
    private static final String RIGHT = "publish";

    private final Hub hub;
    private final Proofs proofs;
    private final DraftSeven seven;
    private final Allowed allowed;
    private final DraftEight eight;
    private final RateLimits limits;
    private final EventRules rules;
    private final Publisher publisher;
    private final HubCors cors;

    @Inject
    Publications(
            Hub hub,
            Proofs proofs,
            DraftSeven seven,
            Allowed allowed,
            DraftEight eight,
            RateLimits limits,
            EventRules rules,
            Publisher publisher,
            HubCors cors) {
        this.hub = hub;
        this.proofs = proofs;
        this.seven = seven;
        this.allowed = allowed;
        this.eight = eight;
        this.limits = limits;
        this.rules = rules;
        this.publisher = publisher;
        this.cors = cors;
    }

    /** The longest body of a call. */
    long maxBodyBytes() {
        return Body.longest(rules.maxEventBytes());
    }

    /** Those that had to wait for their bodies. */
    void take(@Observes ReadCall call) {
        call.take("POST", CALL, none -> publish(call.parameters(maxBodyBytes()), call.head()));
    }

    /** No body is taken from whom the head shows to be nobody. */
    void check(@Observes ComingBody body) {
        HttpServletRequest head = body.head();
        String path = head.getRequestURI().substring(head.getContextPath().length());
        if (CALL.matcher(path).matches()) {
            if (hub.publishers().isFar()) {
                body.await(proofs.of(head, hub.publishers()).thenRun(() -> require(head, body)));
            } else {
                require(head, body);
            }
        }
    }

    private void require(HttpServletRequest head, ComingBody body) {
        Set<TopicSelector> unused = eight.isShownBy(head) ? eight.publisher(head) : publisher(head);
        body.noteUser(space());
    }

    private static String space() {
        return String.valueOf(Update.SPACE.user());
    }

    /** Publishes what the parameters say; the stage does not fail. */
    CompletionStage<Response> publish(Parameters parameters, HttpServletRequest head) {
        String origin = head.getHeader("Origin");
        CompletionStage<Void> proof =
                hub.isOpen() ? proofs.of(head, hub.publishers()) : CompletableFuture.completedFuture(null);
        return proof.thenCompose(known -> begin(parameters, head))
                .exceptionally(ProblemMapper::ofStage)
                .thenApply(answer -> cors.in(answer, origin));
    }

    private CompletionStage<Response> begin(Parameters parameters, HttpServletRequest head) {
        try {
            boolean isOfEight = eight.isShownBy(head);
            Set<TopicSelector> selectors = isOfEight ? eight.publisher(head) : publisher(head);
            limits.requireEvent(space());
            Event update = update(parameters);
            if (isOfEight) {
                eight.requireAll(selectors, parameters.all("topic"));
            } else {
                requireAll(selectors, parameters.all("topic"));
            }
            String id = update.id() == null ? "urn:uuid:" + EventIds.next(System.currentTimeMillis()) : update.id();
            return publisher.publish(update.withId(id)).thenApply(confirmed -> published(id));
        } catch (RuntimeException refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
    }

    /** What the caller may publish to, as draft 07 has it. */
    private Set<TopicSelector> publisher(HttpServletRequest head) {
        Keyed token = seven.find(head, hub.publishers()).orElseThrow(Problem::noToken);
        return allowed.selectors(token.claims(), RIGHT);
    }

    private static void requireAll(Set<TopicSelector> selectors, List<String> topics) {
        for (String topic : topics) {
            if (selectors.stream().noneMatch(selector -> selector.matches(topic))) {
                throw Problem.forbidden(
                        "The token's claim 'mercure.publish' does not cover each 'topic'; nothing was published.");
            }
        }
    }

    private Event update(Parameters parameters) {
        if (!parameters.has("topic")) {
            throw Problem.badRequest("The parameter 'topic' is missing.");
        }
        try {
            return rules.acceptUpdate(
                    new Update(parameters.all("topic"), parameters.has("private"), retry(parameters)),
                    parameters.find("data").orElse(""),
                    parameters.find("id").orElse(null),
                    parameters.find("type").orElse(null));
        } catch (RefusedEvent e) {
            throw e.reason() == RefusalReason.TOO_LARGE
                    ? Problem.tooLarge(e.whatToChange())
                    : Problem.badRequest(e.whatToChange());
        }
    }

    private static @Nullable Duration retry(Parameters parameters) {
        String text = parameters.find("retry").orElse("");
        if (!text.isEmpty() && !MILLIS.matcher(text).matches()) {
            throw Problem.badRequest("The parameter 'retry' takes a whole number of milliseconds.");
        }
        return text.isEmpty() ? null : Duration.ofMillis(Long.parseLong(text));
    }

    private static Response published(String id) {
        return Response.ok(id, "text/plain;charset=UTF-8")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
