package dev.eventsource.broker.ledger.browser;

import static java.util.stream.Collectors.joining;

import dev.eventsource.broker.it.support.Jwt;
import dev.eventsource.broker.ledger.book.Entry;
import dev.eventsource.broker.ledger.cluster.Cluster;
import dev.eventsource.broker.ledger.event.Moment;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A token that the page's server signs, asking nobody. Some pages get another one when they are told that it will be over, as
 * {@code es.js} does, and some show it until it is refused or its stream has ended. Belongs to the loop's thread.
 */
final class TokenPass implements Pass {
    private static final int SHORTEST_SECONDS = 15;
    private static final int LONGEST_SECONDS = 60;

    private final Pen pen;
    private final boolean isRenewed;
    private final Random random;
    private @Nullable String token;

    /**
     * A token that was not signed yet.
     *
     * @param isRenewed whether there is another one before its end
     */
    TokenPass(Pen pen, boolean isRenewed, Random random) {
        this.pen = pen;
        this.isRenewed = isRenewed;
        this.random = random;
    }

    @Override
    public void await(Runnable ready) {
        if (token == null) {
            token = sign();
        }
        ready.run();
    }

    private String sign() {
        int seconds = random.nextInt(SHORTEST_SECONDS, LONGEST_SECONDS + 1);
        Instant now = Instant.now();
        Instant end = Instant.ofEpochSecond(now.getEpochSecond() + seconds);
        long at = Moment.now();
        pen.write(new Entry.Token(at + end.toEpochMilli() - now.toEpochMilli(), at));
        String channels = pen.book().channels().stream().collect(joining("\",\"", "[\"", "\"]"));
        return Jwt.of(Cluster.USER.key(), channels, end)
                .with("iat", String.valueOf(now.getEpochSecond()))
                .signed(Cluster.USER.secret());
    }

    @Override
    public String target() {
        return "/eventsource";
    }

    @Override
    public String headers() {
        return "Authorization: Bearer " + token + "\r\n";
    }

    @Override
    public boolean refuse(ResponseReader problem, String node) {
        if (problem.status() != 401) {
            return false;
        }
        token = null;
        pen.write(new Entry.TokenRefused(node, Moment.now()));
        return true;
    }

    @Override
    public boolean renews(Frame frame) {
        boolean isExpired = "eshq:expired".equals(frame.event());
        boolean isRenewedNow = isRenewed && "eshq:expiring".equals(frame.event());
        if (isExpired || isRenewedNow) {
            token = null;
        }
        return isRenewedNow;
    }
}
