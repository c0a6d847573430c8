package dev.eventsource.broker.mercure;

import dev.eventsource.broker.event.Update;
import dev.eventsource.broker.http.ContentHash;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.WellKnown;
import dev.eventsource.broker.mercure.SubscriptionList.Listed;
import dev.eventsource.broker.mongo.Questions;
import dev.eventsource.broker.roster.Roster;
import dev.eventsource.broker.token.KeyedTokens.Keyed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Says who subscribes, to those whose tokens cover what they ask for. Any thread may call, and none waits. */
@Singleton
class SubscriptionCalls {
    private static final String RIGHT = "subscribe";

    /** What no shared cache keeps, and no cache gives without asking. */
    private static final String CACHE_CONTROL = "private, no-cache, must-revalidate";

    private final Hub hub;
    private final Proofs proofs;
    private final DraftSeven seven;
    private final DraftEight eight;
    private final Allowed allowed;
    private final Roster roster;
    private final SubscriptionList list;
    private final Questions questions;

    @Inject
    SubscriptionCalls(
            Hub hub,
            Proofs proofs,
            DraftSeven seven,
            DraftEight eight,
            Allowed allowed,
            Roster roster,
            SubscriptionList list,
            Questions questions) {
        this.hub = hub;
        this.proofs = proofs;
        this.seven = seven;
        this.eight = eight;
        this.allowed = allowed;
        this.roster = roster;
        this.list = list;
        this.questions = questions;
    }

    /** Whether there are such calls. */
    boolean isOpen() {
        return roster.isKept();
    }

    /** Complete when a call may be made, if there are such calls; fails where nobody can tell who makes it. */
    CompletionStage<Void> proof(HttpServletRequest request) {
        return isOpen() ? proofs.of(request, hub.subscribers()) : CompletableFuture.completedFuture(null);
    }

    /** The answer, once MongoDB says who is there; a problem, thrown or in the stage, where there is none. */
    CompletionStage<Response> get(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        Selected selected = eight.isShownBy(request) ? Selected.ofEight(path, hub.url()) : Selected.ofSeven(path);
        require(selected, request);
        String known = request.getHeader("If-None-Match");
        return questions.ask(
                String.valueOf(Update.SPACE.user()),
                () -> answer(selected.draft(), list.of(selected).orElseThrow(NotFoundException::new), known));
    }

    /** Who may have what is public need not see who else does. */
    private void require(Selected selected, HttpServletRequest request) {
        if (selected.draft() == Draft.EIGHT) {
            eight.requireSubscriber(request, selected.path());
            return;
        }
        Keyed token = seven.find(request, hub.subscribers()).orElseThrow(Problem::noToken);
        boolean covers = allowed.selectors(token.claims(), RIGHT).stream()
                .anyMatch(selector -> selector.matches(selected.path()));
        if (!covers) {
            throw Problem.forbidden(
                    "The token's claim 'mercure.subscribe' does not cover this path; name it there, or a template of it.");
        }
    }

    private Response answer(Draft draft, Listed listed, @Nullable String known) {
        byte[] body = listed.json().getBytes(StandardCharsets.UTF_8);
        String link = draft == Draft.SEVEN ? "<" + WellKnown.MERCURE + ">; rel=\"mercure\"" : link(listed.last());
        String tag = '"' + ContentHash.of((listed.json() + link).getBytes(StandardCharsets.UTF_8)) + '"';
        Response.ResponseBuilder answer =
                isKnown(tag, known) ? Response.notModified() : Response.ok(body, draft.documentType());
        return answer.header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.CACHE_CONTROL, CACHE_CONTROL)
                .header(HttpHeaders.LINK, link)
                .build();
    }

    /** RFC 8288, section 3; a servlet makes a byte of each character. */
    private String link(String last) {
        String quoted = last.replaceAll("[\\\\\"]", "\\\\$0");
        String link =
                "<%s>; rel=\"mercure\"; last-event-id=\"%s\"; type=\"mercure\"; content-type=\"application/json\"";
        return Subscriptions.asBytes(link.formatted(hub.url(), quoted));
    }

    /** RFC 9110, section 13.1.2: compared weakly, for a proxy that compresses makes a weak one of it. */
    private static boolean isKnown(String tag, @Nullable String known) {
        return known != null
                && Arrays.stream(known.split(",", -1))
                        .map(String::strip)
                        .anyMatch(each ->
                                each.equals("*") || each.replaceFirst("^W/", "").equals(tag));
    }
}
