package dev.eventsource.broker.user;

import com.mongodb.client.model.Updates;
import dev.eventsource.broker.body.ReadCall;
import dev.eventsource.broker.cluster.Signal;
import dev.eventsource.broker.cluster.Signals;
import dev.eventsource.broker.cluster.Topic;
import dev.eventsource.broker.http.JsonAnswer;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.ProblemMapper;
import dev.eventsource.broker.mongo.Questions;
import dev.eventsource.broker.operator.Operator;
import dev.eventsource.broker.secret.RandomIds;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.bson.conversions.Bson;

/**
 * The calls of operators about users, which are answered when MongoDB has done what they ask. Who is none learns nothing of
 * what was wrong with the rest of the call. Any thread may call.
 */
@Singleton
class UserCalls {
    static final int MAX_BODY_BYTES = 16 << 10;

    private static final Logger LOG = System.getLogger(UserCalls.class.getName());
    private static final Pattern ALL = Pattern.compile("/users/?");
    private static final Pattern ONE = Pattern.compile("/users/([^/]+)/?");
    private static final Pattern SECRET = Pattern.compile("/users/([^/]+)/secret/?");
    private static final int MOST_LISTED = 1_000;
    private static final int LISTED = 100;
    private static final int LONGEST_OVERLAP_SECONDS = 604_800;
    private static final int OVERLAP_SECONDS = 3_600;

    /** Whose questions they are: all operators are one. */
    private static final String OPERATORS = "";

    private final Operator operator;
    private final Users users;
    private final RecentUsers recent;
    private final Questions questions;
    private final Event<Barred> barred;
    private final Signals signals;

    @Inject
    UserCalls(
            Operator operator,
            Users users,
            RecentUsers recent,
            Questions questions,
            Event<Barred> barred,
            Signals signals) {
        this.operator = operator;
        this.users = users;
        this.recent = recent;
        this.questions = questions;
        this.barred = barred;
        this.signals = signals;
    }

    /** Users by their keys: {@code limit} of them (100, at most 1000), {@code after} a key. */
    CompletionStage<Response> list(HttpServletRequest request, Supplier<Parameters> sent) {
        operator.require(request);
        Parameters parameters = sent.get();
        parameters.allowOnly("limit", "after");
        int limit = parameters.number("limit", 1, MOST_LISTED, LISTED);
        String after = parameters.find("after").orElse("");
        return answer(() -> JsonAnswer.of(UserJson.page(users.list(after, limit + 1), limit))
                .build());
    }

    /** Adds a user and answers with the secret, which no later call shows; 409 where the key is taken. */
    CompletionStage<Response> add(HttpServletRequest request, Supplier<Parameters> sent) {
        operator.require(request);
        User user = UserParameters.create(sent.get());
        UriBuilder path = UriBuilder.fromUri(request.getRequestURL().toString());
        return answer(() -> {
            if (!users.add(user)) {
                throw Problem.conflict(
                        "There is a user with this key; choose another, or send none to have one drawn.");
            }
            LOG.log(Level.INFO, "Added the user {0}", user.key());
            return JsonAnswer.of(UserJson.withSecret(user))
                    .status(Response.Status.CREATED)
                    .header(HttpHeaders.LOCATION, path.path(user.key()).build())
                    .build();
        });
    }

    CompletionStage<Response> show(HttpServletRequest request, String key) {
        operator.require(request);
        return answer(() -> shown(key));
    }

    /** Changes whatever is sent but key and secret. */
    CompletionStage<Response> change(HttpServletRequest request, String key, Supplier<Parameters> sent) {
        operator.require(request);
        Parameters parameters = sent.get();
        Bson changes = Updates.combine(UserParameters.changes(parameters));
        boolean disables = parameters.flag(UserDocument.DISABLED).orElse(false);
        return answer(() -> {
            requireChanged(key, changes);
            LOG.log(Level.INFO, "Changed the user {0}", key);
            if (disables) {
                barred.fire(new Barred(key));
            }
            return shown(key);
        });
    }

    /** Deletes the user. Disabled first: where a later step fails, the call can be made again. */
    CompletionStage<Response> delete(HttpServletRequest request, String key) {
        operator.require(request);
        return answer(() -> {
            requireChanged(key, Updates.set(UserDocument.DISABLED, true));
            barred.fire(new Barred(key));
            users.delete(key);
            LOG.log(Level.INFO, "Deleted the user {0}", key);
            return Response.noContent().build();
        });
    }

    /** Draws another secret; the one before is taken for {@code overlap_seconds} more. */
    CompletionStage<Response> replaceSecret(HttpServletRequest request, String key, Supplier<Parameters> sent) {
        operator.require(request);
        Parameters parameters = sent.get();
        parameters.allowOnly("overlap_seconds");
        int overlap = parameters.number("overlap_seconds", 0, LONGEST_OVERLAP_SECONDS, OVERLAP_SECONDS);
        return answer(() -> {
            User user = find(key);
            Instant until = Instant.now().plusSeconds(overlap).truncatedTo(ChronoUnit.SECONDS);
            if (!users.replaceSecret(user, RandomIds.nextSecret(), new FormerSecret(user.secret(), until))) {
                throw Problem.conflict("Another call replaced the secret at the same time; send this one again.");
            }
            tellOfChange(key);
            LOG.log(Level.INFO, "Replaced the secret of the user {0}", key);
            return JsonAnswer.of(UserJson.withSecret(find(key))).build();
        });
    }

    /** Those that had to wait for their bodies. */
    void take(@Observes ReadCall call) {
        HttpServletRequest head = call.head();
        call.take("GET", ALL, none -> list(head, call::query));
        call.take("POST", ALL, none -> add(head, () -> call.parameters(MAX_BODY_BYTES)));
        call.take("GET", ONE, key -> show(head, key));
        call.take("PATCH", ONE, key -> change(head, key, () -> call.parameters(MAX_BODY_BYTES)));
        call.take("DELETE", ONE, key -> delete(head, key));
        call.take("POST", SECRET, key -> replaceSecret(head, key, () -> call.parameters(MAX_BODY_BYTES)));
    }

    private CompletionStage<Response> answer(Supplier<Response> question) {
        return questions.ask(OPERATORS, question).exceptionally(ProblemMapper::ofStage);
    }

    private void requireChanged(String key, Bson change) {
        if (!users.change(key, change)) {
            throw unknown();
        }
        tellOfChange(key);
    }

    /** Here before the call is answered, and on the other nodes as soon as RabbitMQ takes it. */
    private void tellOfChange(String key) {
        recent.forget(key);
        signals.tell(new Signal(Topic.CHANGE_USER, key));
    }

    private Response shown(String key) {
        return JsonAnswer.of(UserJson.withoutSecret(find(key))).build();
    }

    private User find(String key) {
        return users.find(key).orElseThrow(UserCalls::unknown);
    }

    private static WebApplicationException unknown() {
        return Problem.notFound("There is no user with this key; GET /users lists all.");
    }
}
