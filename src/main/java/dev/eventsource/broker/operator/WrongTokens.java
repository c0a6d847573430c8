package dev.eventsource.broker.operator;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.eventsource.broker.http.Problem;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who gave wrong tokens lately to begin a session: ten of an address within a minute are enough. A right one is taken even then:
 * behind a proxy all have its address, and anybody there could keep the operators out. Any thread may call.
 */
@Singleton
final class WrongTokens {
    static final int MOST = 10;

    private static final Logger LOG = System.getLogger(WrongTokens.class.getName());
    private static final Duration MEMORY = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 10_000;

    private final Cache<String, AtomicInteger> byAddress;

    @Inject
    WrongTokens() {
        this(Ticker.systemTicker());
    }

    WrongTokens(Ticker ticker) {
        this.byAddress = Caffeine.newBuilder()
                .expireAfterWrite(MEMORY)
                .maximumSize(MOST_ADDRESSES)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** What an address is told that gave one more: a 401 problem, and a 429 one where it goes on and on. */
    WebApplicationException refusal(String address) {
        int wrong = byAddress.get(address, unseen -> new AtomicInteger()).incrementAndGet();
        if (wrong == 1 || wrong == MOST) {
            LOG.log(Level.WARNING, "A session was to begin with a wrong operators'' token, from {0}", address);
        }
        return wrong <= MOST
                ? Problem.noOperator()
                : Problem.tooMany("Too many wrong tokens came from your address; try again later.", MEMORY.toSeconds());
    }
}
