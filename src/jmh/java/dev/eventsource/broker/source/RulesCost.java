package dev.eventsource.broker.source;

import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * What {@code mvn -Pjmh} runs: JMH, each case in JVMs of its own, and then a table of all. {@code -Djmh.cases=…} takes the classes
 * whose names match alone; {@code -Djmh.forks} says how many JVMs, {@code -Djmh.millis} how long each of their rounds is.
 */
final class RulesCost {
    private static final int WARMUPS = 5;
    private static final int MEASURED = 4;

    private RulesCost() {}

    /** Measures, and prints. */
    public static void main(String[] args) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(System.getProperty("jmh.cases"))
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(Integer.getInteger("jmh.forks"))
                .warmupIterations(WARMUPS)
                .measurementIterations(MEASURED)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                // Or what a case takes of the broker would find Payara's JNDI on the class path.
                .jvmArgsAppend("-Djava.naming.factory.initial=none", "-Xms512m", "-Xmx512m");
        TimeValue each = TimeValue.milliseconds(Integer.getInteger("jmh.millis"));
        print(new Runner(options.warmupTime(each).measurementTime(each).build()).run());
    }

    private static void print(Collection<RunResult> results) {
        System.out.println("| what | case | ns | ± | bytes |\n|---|---|---|---|---|");
        for (RunResult result : results) {
            Result<?> time = result.getPrimaryResult();
            Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
            String which = result.getParams()
                    .getParam(result.getParams().getParamsKeys().iterator().next());
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %,.0f | %,.0f | %,.0f |%n",
                    time.getLabel(),
                    which,
                    time.getScore(),
                    time.getScoreError(),
                    bytes == null ? Double.NaN : bytes.getScore());
        }
    }
}
