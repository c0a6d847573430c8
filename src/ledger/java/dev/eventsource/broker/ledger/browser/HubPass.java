package dev.eventsource.broker.ledger.browser;

import dev.eventsource.broker.ledger.book.Entry;
import dev.eventsource.broker.ledger.cluster.Hub;
import dev.eventsource.broker.ledger.event.Moment;
import java.time.Instant;
import java.util.Collection;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What a Mercure subscriber asks a hub for, and the token that it shows, if any. Its stream ends with its token; some pages get
 * another one then, and some show the old one until it is refused. Belongs to the loop's thread.
 */
final class HubPass implements Pass {
    private static final int SHORTEST_SECONDS = 15;
    private static final int LONGEST_SECONDS = 60;

    private final Pen pen;
    private final Draft draft;
    private final String target;
    private final Shows shows;
    private final Random random;
    private @Nullable String token;
    private long goodUntil;

    /** What it shows. */
    enum Shows {
        NOTHING,
        TOKEN_WHILE_IT_IS_GOOD,
        TOKEN_UNTIL_REFUSED
    }

    /** A subscriber to what these parameters select. */
    HubPass(Pen pen, Draft draft, Collection<String> selectors, Shows shows, Random random) {
        this.pen = pen;
        this.draft = draft;
        this.shows = shows;
        this.random = random;
        this.target = Hub.PATH + "?" + String.join("&", selectors);
    }

    @Override
    public void await(Runnable ready) {
        boolean isOver = shows == Shows.TOKEN_WHILE_IT_IS_GOOD && Moment.now() >= goodUntil;
        if (shows != Shows.NOTHING && (token == null || isOver)) {
            token = sign();
        }
        ready.run();
    }

    private String sign() {
        Instant now = Instant.now();
        int seconds = random.nextInt(SHORTEST_SECONDS, LONGEST_SECONDS + 1);
        Instant end = Instant.ofEpochSecond(now.getEpochSecond() + seconds);
        long at = Moment.now();
        goodUntil = at + end.toEpochMilli() - now.toEpochMilli();
        pen.write(new Entry.Token(goodUntil, at));
        return draft.token(end);
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public String headers() {
        return token == null ? "" : "Authorization: Bearer " + token + "\r\n";
    }

    @Override
    public boolean refuse(ResponseReader problem, String node) {
        if (problem.status() != 401 || token == null) {
            return false;
        }
        token = null;
        pen.write(new Entry.TokenRefused(node, Moment.now()));
        return true;
    }

    @Override
    public boolean renews(Frame frame) {
        return false;
    }
}
