package dev.eventsource.broker.token;

import dev.eventsource.broker.access.Ownership;
import dev.eventsource.broker.body.ReadCall;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.http.ProblemMapper;
import dev.eventsource.broker.mongo.Questions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The call that revokes tokens, which is answered when MongoDB has it. Any thread may call. */
@Singleton
class RevocationCalls {
    static final int MAX_BODY_BYTES = 16 << 10;

    private static final Pattern PATH = Pattern.compile("/token/revoke/?");
    private static final int LONGEST_VALUE = 255;

    private final Ownership ownership;
    private final Revocations revocations;
    private final Questions questions;

    @Inject
    RevocationCalls(Ownership ownership, Revocations revocations, Questions questions) {
        this.ownership = ownership;
        this.revocations = revocations;
        this.questions = questions;
    }

    /** 204, be there such tokens or not. A user revokes its own, an operator those of the {@code user} that it names. */
    CompletionStage<Response> revoke(HttpServletRequest request, Parameters parameters) {
        return ownership
                .require(request, parameters)
                .thenCompose(user -> {
                    Revocation revocation = read(user, parameters);
                    return questions.ask(user, () -> {
                        revocations.add(revocation);
                        return Response.noContent().build();
                    });
                })
                .exceptionally(ProblemMapper::ofStage);
    }

    private Revocation read(String user, Parameters parameters) {
        Optional<String> id = parameters.find("jti");
        Optional<String> presenceId = parameters.find("presence_id");
        boolean all = parameters.flag("all").orElse(false);
        long named = Stream.of(id.isPresent(), presenceId.isPresent(), all)
                .filter(is -> is)
                .count();
        if (named != 1) {
            throw Problem.badRequest("Send one of the parameters 'jti', 'presence_id' and 'all=true'.");
        }
        Revocation.Kind kind =
                all ? Revocation.Kind.ALL : id.isPresent() ? Revocation.Kind.JTI : Revocation.Kind.PRESENCE_ID;
        return Revocation.of(user, kind, value(id.or(() -> presenceId).orElse(""), all), Instant.now());
    }

    private static String value(String text, boolean all) {
        if (!all && (text.isEmpty() || text.length() > LONGEST_VALUE)) {
            throw Problem.badRequest("jti and presence_id take 1 to %d characters.".formatted(LONGEST_VALUE));
        }
        return text;
    }

    /** Those that had to wait for their bodies. */
    void take(@Observes ReadCall call) {
        call.take("POST", PATH, none -> revoke(call.head(), call.parameters(MAX_BODY_BYTES)));
    }
}
