package dev.eventsource.broker.user;

import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;

/** Whose things a call is about, where a user may make it for itself and an operator for any user. Any thread may ask. */
@Singleton
public final class Ownership {
    private final Authentication authentication;
    private final Operator operator;
    private final Users users;

    @Inject
    Ownership(Authentication authentication, Operator operator, Users users) {
        this.authentication = authentication;
        this.operator = operator;
        this.users = users;
    }

    /**
     * The key of the user whom the call's credentials prove; or, where it has none, that of the parameter {@code user},
     * which an operator names. A 401, 400, 403 or 404 problem where there is no such user or the call may not name it.
     */
    public String require(HttpServletRequest request, Parameters parameters) {
        String authorization = request.getHeader("Authorization");
        if (Authentication.isAttempted(parameters, authorization)) {
            String key = authentication.authenticate(parameters, authorization).key();
            if (!parameters.find("user").orElse(key).equals(key)) {
                throw Problem.forbidden("A user sees nothing of others; leave 'user' out.");
            }
            return key;
        }
        operator.require(request);
        String key = parameters.require("user");
        return users.find(key)
                .orElseThrow(() -> Problem.notFound("There is no user with this key; GET /users lists all."))
                .key();
    }
}
