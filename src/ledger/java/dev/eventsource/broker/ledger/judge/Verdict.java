package dev.eventsource.broker.ledger.judge;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the judge says.
 *
 * @param findings everything that is not as promised
 * @param told how many events were missed by subscribers who were told so
 * @param passedOver how many events were passed over because their reader's last id had been given again behind them, or
 *     was a position that a stream which was deleted and the one in its place have both
 * @param lost how many confirmed events nobody can say the place of, for their stream was deleted just then
 */
public record Verdict(List<Finding> findings, long told, long passedOver, long lost) {
    /** The same, with findings besides. */
    public Verdict with(List<Finding> others) {
        return new Verdict(Stream.concat(findings.stream(), others.stream()).toList(), told, passedOver, lost);
    }
}
