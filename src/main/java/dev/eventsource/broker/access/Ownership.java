package dev.eventsource.broker.access;

import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.operator.Operator;
import dev.eventsource.broker.user.RecentUsers;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

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
    public String require(HttpServletRequest request, Parameters parameters) {
        return find(request, parameters).orElseGet(() -> parameters.require("user"));
    }

    /**
     * Who owns what the call is about, as {@link #require} has it, where an operator need not name a user: empty means
     * everyone. Whoever is neither may not make the call.
     */
    public Optional<String> find(HttpServletRequest request, Parameters parameters) {
        Optional<String> named = parameters.find("user").filter(key -> !key.isEmpty());
        String authorization = request.getHeader("Authorization");
        if (CredentialsReader.isAttempted(parameters, authorization)) {
            String key = authentication.authenticate(parameters, authorization).key();
            if (!named.orElse(key).equals(key)) {
                throw Problem.forbidden("A user sees and ends nothing of others; leave 'user' out.");
            }
            return Optional.of(key);
        }
        operator.require(request);
        named.ifPresent(this::requireKnown);
        return named;
    }

    private void requireKnown(String key) {
        if (users.find(key).isEmpty()) {
            throw Problem.notFound("There is no user with this key; GET /users lists all.");
        }
    }
}
