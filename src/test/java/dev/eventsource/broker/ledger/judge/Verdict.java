package dev.eventsource.broker.ledger.judge;

import java.util.List;

/**
 * What the judge says.
 *
 * @param findings everything that is not as promised
 * @param told how many events were missed by subscribers who were told so
 * @param passedOver how many events were passed over because their reader's last id had been given again behind them
 */
public record Verdict(List<Finding> findings, long told, long passedOver) {}
