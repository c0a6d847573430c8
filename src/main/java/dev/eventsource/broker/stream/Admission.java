package dev.eventsource.broker.stream;

import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.socket.Claim;
import dev.eventsource.broker.socket.TokenStreams;
import dev.eventsource.broker.token.Bearer;
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
    private final TokenStreams streams;
    private final Channels channels;

    @Inject
    Admission(Tokens tokens, TokenStreams streams, Channels channels) {
        this.tokens = tokens;
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
     * The claim of a stream on channels of the token's; 403 where it does not allow one of them.
     *
     * @param names empty: all that it names
     */
    Claim admit(Bearer bearer, List<String> names) {
        List<String> wanted = names.isEmpty() ? bearer.token().grants().channels(Right.SUBSCRIBE) : names;
        if (wanted.isEmpty() || wanted.size() > MOST_CHANNELS) {
            throw Problem.badRequest(
                    "Send 1 to %d parameters 'channel' that name channels of the token's.".formatted(MOST_CHANNELS));
        }
        wanted.forEach(name -> bearer.require(Right.SUBSCRIBE, name));
        return streams.open(bearer, wanted, channels.lastId());
    }
}
