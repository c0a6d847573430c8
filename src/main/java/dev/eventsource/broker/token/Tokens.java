package dev.eventsource.broker.token;

import dev.eventsource.broker.http.Parameters;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Who makes calls with tokens. Any thread may ask, and none waits. */
@Singleton
public final class Tokens {
    private final Presented presented;
    private final TokenProof proof;
    private final OperatorProof operators;

    @Inject
    Tokens(Presented presented, TokenProof proof, OperatorProof operators) {
        this.presented = presented;
        this.proof = proof;
        this.operators = operators;
    }

    /**
     * Who makes a call with a token; empty where it shows none. A 400 problem where it shows something else beside, and a 401
     * problem, at once or later, where the token proves nothing, whatever the reason.
     */
    public Optional<CompletionStage<Bearer>> of(HttpServletRequest request, Parameters parameters) {
        return presented.find(request, parameters).map(proof::require);
    }

    /**
     * Who makes a call whose head alone bears a token; empty where it does not, though more of the call may, or where it may be an
     * operator's.
     */
    Optional<CompletionStage<Bearer>> ofHead(HttpServletRequest head) {
        return presented.inHeader(head).filter(text -> !operators.isMeant(text)).map(proof::require);
    }

    /** The same as {@link #of}, where whatever the header {@code Authorization} bears is meant to be a token. */
    public Optional<CompletionStage<Bearer>> ofAny(HttpServletRequest request, Parameters parameters) {
        return presented
                .find(request, parameters)
                .or(() -> Presented.bearer(request.getHeader("Authorization")))
                .map(proof::require);
    }

    /** Whether a header {@code Authorization} is meant to bear a token. */
    public static boolean isMeant(@Nullable String authorization) {
        return Presented.bearer(authorization).filter(UnprovenToken::isMeant).isPresent();
    }
}
