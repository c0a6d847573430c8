package dev.eventsource.broker.token;

import dev.eventsource.broker.answer.AnswerRoom;
import dev.eventsource.broker.http.Parameters;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who makes calls with tokens. Any thread may ask, and none waits. */
@Singleton
public final class Tokens {
    private final BiFunction<HttpServletRequest, Parameters, Optional<String>> ofCall;
    private final Function<HttpServletRequest, Optional<String>> ofHead;
    private final Function<String, CompletionStage<Bearer>> proof;

    @Inject
    Tokens(Presented presented, TokenProof proof, OperatorProof operators) {
        this(
                presented::find,
                head -> presented.inHeader(head).filter(text -> !operators.isMeant(text)),
                proof::require);
    }

    /** By what finds them in calls and in heads alone, and tells what they prove. */
    Tokens(
            BiFunction<HttpServletRequest, Parameters, Optional<String>> ofCall,
            Function<HttpServletRequest, Optional<String>> ofHead,
            Function<String, CompletionStage<Bearer>> proof) {
        this.ofCall = ofCall;
        this.ofHead = ofHead;
        this.proof = proof;
    }

    /**
     * Who makes a call with a token; empty where it shows none. A 400 problem where it shows something else beside, and a 401
     * problem, at once or later, where the token proves nothing, whatever the reason.
     */
    public Optional<CompletionStage<Bearer>> of(HttpServletRequest request, Parameters parameters) {
        return ofCall.apply(request, parameters).map(text -> prove(request, text));
    }

    /** And has the room for the call's answer be that of the user's pages. */
    private CompletionStage<Bearer> prove(HttpServletRequest request, String text) {
        AnswerRoom room = AnswerRoom.of(request);
        return proof.apply(text).thenApply(bearer -> {
            room.noteBearer(bearer.user().key());
            return bearer;
        });
    }

    /**
     * Who makes a call whose head alone bears a token; empty where it does not, though more of the call may, or where it may be an
     * operator's.
     */
    Optional<CompletionStage<Bearer>> ofHead(HttpServletRequest head) {
        return ofHead.apply(head).map(proof);
    }

    /** The same as {@link #of}, where whatever the header {@code Authorization} bears is meant to be a token. */
    public Optional<CompletionStage<Bearer>> ofAny(HttpServletRequest request, Parameters parameters) {
        return ofCall.apply(request, parameters)
                .or(() -> Presented.bearer(request.getHeader("Authorization")))
                .map(proof);
    }

    /** Whether a header {@code Authorization} is meant to bear a token. */
    public static boolean isMeant(@Nullable String authorization) {
        return Presented.bearer(authorization).filter(UnprovenToken::isMeant).isPresent();
    }
}
