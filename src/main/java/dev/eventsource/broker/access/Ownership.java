package dev.eventsource.broker.access;

import dev.eventsource.broker.answer.AnswerRoom;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.operator.Operator;
import dev.eventsource.broker.user.RecentUsers;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Whose things a call is about, where a user may make it for itself and an operator for any user. Any thread may ask. */
@Singleton
public final class Ownership {
    private final Authentication authentication;
    private final Operator operator;
    private final RecentUsers users;

    @Inject
    Ownership(Authentication authentication, Operator operator, RecentUsers users) {
        this.authentication = authentication;
        this.operator = operator;
        this.users = users;
    }

    /**
     * The key of the user whom the call's credentials prove; or, where it has none, that of the parameter {@code user},
     * which an operator names. A 401, 400, 403 or 404 problem where there is no such user or the call may not name it.
     */
    public CompletionStage<String> require(HttpServletRequest request, Parameters parameters) {
        return find(request, parameters).thenApply(owner -> owner.orElseGet(() -> parameters.require("user")));
    }

    /**
     * Who owns what the call is about, as {@link #require} has it, where an operator need not name a user: empty means
     * everyone. Whoever is neither may not make the call.
     */
    public CompletionStage<Optional<String>> find(HttpServletRequest request, Parameters parameters) {
        Optional<String> named = parameters.find("user").filter(key -> !key.isEmpty());
        String authorization = request.getHeader("Authorization");
        if (CredentialsReader.isAttempted(parameters, authorization)) {
            AnswerRoom room = AnswerRoom.of(request);
            return authentication.authenticate(parameters, authorization).thenApply(user -> {
                room.noteUser(user.key());
                return Optional.of(own(user.key(), named));
            });
        }
        operator.require(request, Problem::noOwner);
        return named.isEmpty() ? CompletableFuture.completedFuture(named) : known(named.get());
    }

    /** Whether an operator makes the call for a user whom it names, by a token that may be more than an operator's. */
    public boolean isOperators(HttpServletRequest request, Parameters parameters) {
        return parameters.has("user") && operator.isBearer(request);
    }

    private static String own(String key, Optional<String> named) {
        if (!named.orElse(key).equals(key)) {
            throw Problem.forbidden("A user sees and ends nothing of others; leave 'user' out.");
        }
        return key;
    }

    private CompletionStage<Optional<String>> known(String key) {
        return users.find(key)
                .thenApply(found ->
                        Optional.of(found.orElseThrow(Ownership::unknown).key()));
    }

    private static WebApplicationException unknown() {
        return Problem.notFound("There is no user with this key; GET /users lists all.");
    }
}
