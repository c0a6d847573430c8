package dev.eventsource.broker.bench;

import dev.eventsource.broker.bench.client.LoadClient;
import dev.eventsource.broker.process.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.naming.Context;

/** What {@code mvn -Pbench} runs. */
final class Bench {
    private static final Path JSON = Target.file("bench.json");
    private static final Path RATIOS = Target.file("bench-ratios.json");

    /** What a commit of before had, in the directory of the build. */
    private static final Path BASELINE = Path.of("src/bench/baseline.json");

    /** What a process has open beside its streams. */
    static final int OTHER_DESCRIPTORS = 1_000;

    /** The stream's positions first: those that the direct feed makes up go on behind them. */
    private static final List<Mode> MODES = List.of(
            new AmqpFeed(),
            new OneAtATime(Way.AMQP),
            new FixedRate(Way.AMQP),
            new Publishing(),
            new Present(),
            new Saturated(),
            new OneAtATime(Way.DIRECT),
            new FixedRate(Way.DIRECT),
            new StuckReaders(),
            new ManyChannels(),
            new PassingChannels(),
            new MatchingPatterns(),
            new WritersAndSinks(),
            new Processors(),
            new OpeningSockets(),
            new ConnectStorm(),
            new OpeningByToken(),
            new IdleMemory(),
            new BesideOfficialHub(),
            new StuckMemory(),
            new Soak());

    private final Options options = Options.ofSystemProperties();
    private final Machine machine = Machine.here();
    private final Report report = new Report(machine);

    public static void main(String[] args) {
        // What a mode uses of the broker here would find Payara's JNDI on the class path. Not by a flag: the servers
        // would inherit it.
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, "none");
        try {
            end(new Bench().run() ? 0 : 1);
        } catch (CannotMeasure e) {
            System.err.println(e.getMessage());
            end(1);
        } catch (Exception e) {
            e.printStackTrace();
            end(1);
        }
    }

    /** The embedded servers leave threads behind that nobody needs to wait for. */
    private static void end(int status) {
        Runtime.getRuntime().halt(status);
    }

    /** False where an event was lost, reordered or doubled. */
    private boolean run() {
        requireDescriptors();
        try (Servers servers = new Servers(options);
                LoadClient client = new LoadClient(options.length())) {
            var arena = new Arena(servers, client, options);
            MODES.stream().filter(mode -> options.modes().contains(mode.name())).forEach(mode -> {
                System.out.println("measuring: " + mode.name());
                mode.run(arena, report);
                // Whoever ends it early has what was measured until then.
                new JsonReport(report).write(JSON);
            });
        } finally {
            new JsonReport(report).write(JSON);
            System.out.println(Options.isQuick() ? compared() : new Table(report));
            System.out.println("as JSON: " + JSON);
        }
        return report.faults().isEmpty();
    }

    /** The ratios beside those that are committed, and what went wrong. */
    private String compared() {
        Guard.write(report.ratios(), RATIOS);
        String faults = report.faults().isEmpty() ? "" : String.join("%n".formatted(), report.faults());
        return "%n%s%s%na new baseline: cp %s %s"
                .formatted(Guard.read(BASELINE).compare(report.ratios()), faults, RATIOS, BASELINE);
    }

    /** Every subscriber takes one descriptor here and one in its server; a mode has several servers' subscribers at once. */
    private void requireDescriptors() {
        int most = IntStream.of(
                        5 * options.subscribers(),
                        options.healthy() + options.stuck(),
                        options.channels(),
                        options.storm(),
                        options.mostIdle())
                .max()
                .orElseThrow();
        if (machine.descriptors() < most + OTHER_DESCRIPTORS) {
            throw new CannotMeasure(
                    "The benchmark opens up to %d connections, and a process here may have %d descriptors:"
                                    .formatted(most, machine.descriptors())
                            + " raise it (ulimit -n), or lower -Dbench.subscribers, .channels, .storm and .idle.");
        }
    }
}
