package dev.eventsource.broker.user;

import dev.eventsource.broker.http.JsonAnswer;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.operator.Operator;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** {@code /users}: operators see who there is, and add to them. */
@Path("users")
public class UsersResource {
    static final int MAX_BODY_BYTES = 16 << 10;

    private static final Logger LOG = System.getLogger(UsersResource.class.getName());
    private static final int MOST_LISTED = 1_000;
    private static final int LISTED = 100;

    @Inject
    Operator operator;

    @Inject
    Users users;

    /** Users by their keys: {@code limit} of them (100, at most 1000), {@code after} a key. */
    @GET
    public Response list(@Context HttpServletRequest request, @Context UriInfo uri) {
        operator.require(request);
        Parameters parameters = Parameters.of(uri);
        parameters.allowOnly("limit", "after");
        int limit = parameters.number("limit", 1, MOST_LISTED, LISTED);
        String after = parameters.find("after").orElse("");
        return JsonAnswer.of(UserJson.page(users.list(after, limit + 1), limit)).build();
    }

    /** Adds a user and answers with the secret, which no later call shows; 409 where the key is taken. */
    @POST
    public Response add(
            @Context HttpServletRequest request, @Context UriInfo uri, @Context HttpHeaders headers, InputStream body) {
        operator.require(request);
        User user = UserParameters.create(Parameters.of(uri, headers, body, MAX_BODY_BYTES));
        if (!users.add(user)) {
            throw Problem.conflict("There is a user with this key; choose another, or send none to have one drawn.");
        }
        LOG.log(Level.INFO, "Added the user {0}", user.key());
        return JsonAnswer.of(UserJson.withSecret(user))
                .status(Response.Status.CREATED)
                .header(
                        HttpHeaders.LOCATION,
                        uri.getAbsolutePathBuilder().path(user.key()).build())
                .build();
    }
}
