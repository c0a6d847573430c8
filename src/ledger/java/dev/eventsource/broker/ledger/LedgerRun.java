package dev.eventsource.broker.ledger;

import dev.eventsource.broker.ledger.fault.Scale;
import dev.eventsource.broker.ledger.judge.Judge;

/** What {@code mvn -Pledger} runs. */
final class LedgerRun {
    private static final Judge.Limits LIMITS = new Judge.Limits(120, 16 << 20, 60);

    /** Frozen for longer than two heartbeats of AMQP, which the broker asks for every 10 seconds, in half of the cases. */
    private static final Scale SCALE = new Scale(
            new Scale.Length(500, 10_000),
            new Scale.Length(2_000, 45_000),
            new Scale.Length(8_000, 16_000),
            130_000,
            240);

    private LedgerRun() {}

    public static void main(String[] args) {
        try {
            Runtime.getRuntime().halt(run(Options.ofSystemProperties()) ? 0 : 1);
        } catch (Exception e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(2);
        }
    }

    private static boolean run(Options options) throws InterruptedException {
        if (options.trial().equals("storm")) {
            return new Storm(options).run();
        }
        Result result = new Ledger(options, LIMITS, SCALE).run();
        System.out.println(result);
        return result.isFlawless();
    }
}
