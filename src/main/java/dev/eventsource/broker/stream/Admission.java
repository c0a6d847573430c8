package dev.eventsource.broker.stream;

import dev.eventsource.broker.access.RateLimits;
import dev.eventsource.broker.channel.ChannelPattern;
import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.socket.Claim;
import dev.eventsource.broker.socket.TokenStreams;
import dev.eventsource.broker.token.Bearer;
import dev.eventsource.broker.token.Grants;
import dev.eventsource.broker.token.Right;
import dev.eventsource.broker.token.Tokens;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Lets browsers in that show a token in place of a socket. Any thread may call, and none waits. */
@Singleton
class Admission {
    /** As many as a socket may have. */
    private static final int MOST_CHANNELS = 32;

    private final Tokens tokens;
    private final RateLimits limits;
    private final TokenStreams streams;
    private final Channels channels;

    @Inject
    Admission(Tokens tokens, RateLimits limits, TokenStreams streams, Channels channels) {
        this.tokens = tokens;
        this.limits = limits;
        this.streams = streams;
        this.channels = channels;
    }

    /** Who opens a stream with a token; empty where it is to be opened with a socket, and a 400 problem where with both. */
    Optional<CompletionStage<Bearer>> bearer(HttpServletRequest request, Parameters parameters) {
        if (!parameters.has("socket")) {
            return tokens.ofAny(request, parameters);
        }
        tokens.of(request, parameters).ifPresent(token -> {
            throw Problem.badRequest("Send either 'socket' or a token, and not both.");
        });
        return Optional.empty();
    }

    /**
     * The claim of a stream on channels and patterns of the token's, or on all that it names; 403 where it does not allow one of
     * them, and 429 where it opens too many.
     */
    Claim admit(Bearer bearer, StreamRequest wanted) {
        limits.requireStream(bearer.token());
        wanted.channels().forEach(name -> bearer.require(Right.SUBSCRIBE, name));
        wanted.patterns().forEach(pattern -> bearer.require(Right.SUBSCRIBE, pattern));
        boolean all = wanted.channels().isEmpty() && wanted.patterns().isEmpty();
        Grants grants = bearer.token().grants();
        List<String> names = all ? grants.channels(Right.SUBSCRIBE) : wanted.channels();
        List<ChannelPattern> patterns = all ? grants.patterns(Right.SUBSCRIBE) : wanted.patterns();
        requireSome(names.size() + patterns.size());
        return streams.open(bearer, names, patterns, channels.lastId());
    }

    private static void requireSome(int channelsAndPatterns) {
        if (channelsAndPatterns < 1 || channelsAndPatterns > MOST_CHANNELS) {
            throw Problem.badRequest("Send 1 to %d parameters 'channel' and 'pattern' together, of those of the token."
                    .formatted(MOST_CHANNELS));
        }
    }
}
