package dev.eventsource.broker.user;

import com.mongodb.client.model.Updates;
import dev.eventsource.broker.cluster.Signal;
import dev.eventsource.broker.cluster.Signals;
import dev.eventsource.broker.cluster.Topic;
import dev.eventsource.broker.http.JsonAnswer;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.operator.Operator;
import dev.eventsource.broker.secret.RandomIds;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** {@code /users/K}: operators see, change and delete one user, and replace the secret. */
@Path("users/{key}")
public class UserResource {
    private static final Logger LOG = System.getLogger(UserResource.class.getName());
    private static final int LONGEST_OVERLAP_SECONDS = 604_800;
    private static final int OVERLAP_SECONDS = 3_600;

    @Inject
    Operator operator;

    @Inject
    Users users;

    @Inject
    Event<Barred> barred;

    @Inject
    RecentUsers recent;

    @Inject
    Signals signals;

    @PathParam("key")
    String key = "";

    @GET
    public Response show(@Context HttpServletRequest request) {
        operator.require(request);
        return answer();
    }

    /** Changes whatever is sent but key and secret. */
    @PATCH
    public Response change(
            @Context HttpServletRequest request, @Context UriInfo uri, @Context HttpHeaders headers, InputStream body) {
        operator.require(request);
        Parameters parameters = Parameters.of(uri, headers, body, UsersResource.MAX_BODY_BYTES);
        if (!users.change(key, Updates.combine(UserParameters.changes(parameters)))) {
            throw unknown();
        }
        tellOfChange();
        LOG.log(Level.INFO, "Changed the user {0}", key);
        if (parameters.flag(UserDocument.DISABLED).orElse(false)) {
            barred.fire(new Barred(key));
        }
        return answer();
    }

    /** Deletes the user. Disabled first: where a later step fails, the call can be made again. */
    @DELETE
    public Response delete(@Context HttpServletRequest request) {
        operator.require(request);
        if (!users.change(key, Updates.set(UserDocument.DISABLED, true))) {
            throw unknown();
        }
        tellOfChange();
        barred.fire(new Barred(key));
        users.delete(key);
        LOG.log(Level.INFO, "Deleted the user {0}", key);
        return Response.noContent().build();
    }

    /** Draws another secret; the one before is taken for {@code overlap_seconds} more. */
    @POST
    @Path("secret")
    public Response replaceSecret(
            @Context HttpServletRequest request, @Context UriInfo uri, @Context HttpHeaders headers, InputStream body) {
        operator.require(request);
        Parameters parameters = Parameters.of(uri, headers, body, UsersResource.MAX_BODY_BYTES);
        parameters.allowOnly("overlap_seconds");
        int overlap = parameters.number("overlap_seconds", 0, LONGEST_OVERLAP_SECONDS, OVERLAP_SECONDS);
        User user = find();
        Instant until = Instant.now().plusSeconds(overlap).truncatedTo(ChronoUnit.SECONDS);
        if (!users.replaceSecret(user, RandomIds.next(), new FormerSecret(user.secret(), until))) {
            throw Problem.conflict("Another call replaced the secret at the same time; send this one again.");
        }
        tellOfChange();
        LOG.log(Level.INFO, "Replaced the secret of the user {0}", key);
        return JsonAnswer.of(UserJson.withSecret(find())).build();
    }

    /** Here before the call is answered, and on the other nodes as soon as RabbitMQ takes it. */
    private void tellOfChange() {
        recent.forget(key);
        signals.tell(new Signal(Topic.CHANGE_USER, key));
    }

    private Response answer() {
        return JsonAnswer.of(UserJson.withoutSecret(find())).build();
    }

    private User find() {
        return users.find(key).orElseThrow(UserResource::unknown);
    }

    private static WebApplicationException unknown() {
        return Problem.notFound("There is no user with this key; GET /users lists all.");
    }
}
