package dev.eventsource.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.RequiresRabbitMq;
import dev.eventsource.broker.ledger.fault.Scale;
import dev.eventsource.broker.ledger.judge.Judge;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The short run: half a minute of faults on two nodes that read one stream. */
@Tag("once-per-rabbitmq")
@RequiresRabbitMq
class LedgerIT {
    private static final Judge.Limits LIMITS = new Judge.Limits(60, 8 << 20, 30);
    private static final Scale SCALE = new Scale(
            new Scale.Length(500, 2_000), new Scale.Length(1_000, 4_000), new Scale.Length(5_000, 6_000), 1_000, 120);

    @Test
    void nothingIsLostInSilence() throws InterruptedException {
        long seed = Long.getLong("ledger.seed", System.nanoTime() & 0xffffff);
        String home = System.getProperty("jboss.home", "");
        String servers = home.isEmpty() ? "payara" : "wildfly";
        Options options =
                new Options("faults", 0.6, List.of(), seed, "alone", "stream", 2, servers, Path.of(home), 60, 40);
        Result result = new Ledger(options, LIMITS, SCALE).run();
        System.out.println(result);
        assertThat(result.isFlawless()).as(result.toString()).isTrue();
    }
}
