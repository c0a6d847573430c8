package dev.eventsource.broker.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What to run, and how large.
 *
 * @param wildFly where it is unpacked; where there is none, it is left out
 * @param modes which of the {@link Mode modes}
 * @param rounds how often each is measured, behind a round that only warms up
 * @param seconds how long each measurement takes
 * @param warm how many seconds calls are made before they are measured
 * @param heap what each server may take, as {@code -Xmx} has it
 * @param history how many seconds of events the brokers hold
 * @param subscribers of one channel
 * @param healthy how many read beside those that are stuck
 * @param stuck how many do not
 * @param length of an event's data
 * @param window how many events a feed may be ahead of its subscribers
 * @param rate events in a second where they come at a fixed rate
 * @param channels with one subscriber each
 * @param idle how many connections do nothing, in growing steps
 * @param storm how many connect at once
 * @param minutes how long the soak takes
 * @param callers how many make calls at once
 * @param passing how many channels pass away together
 * @param historyBytes what the brokers may hold, in bytes
 * @param messages how many come over AMQP in one measurement
 * @param present how many join and leave at once
 * @param writers of each broker; 0: as it would have itself
 * @param mongo {@code embedded}, or {@code process} for one of this machine's: MongoDB, or FerretDB where there is none
 */
record Options(
        Path wildFly,
        List<String> modes,
        int rounds,
        int seconds,
        int warm,
        String heap,
        int history,
        int subscribers,
        int healthy,
        int stuck,
        int length,
        int window,
        int rate,
        int channels,
        List<Integer> idle,
        int storm,
        int minutes,
        int callers,
        int passing,
        int historyBytes,
        int messages,
        int present,
        int writers,
        String mongo) {

    private static final String QUICK = "quick";

    /** As they are set; or, where the mode is {@code quick}, those of a few minutes. */
    static Options ofSystemProperties() {
        return isQuick() ? quick() : all();
    }

    /** What users wait for, each in seconds. */
    private static Options quick() {
        Options all = all();
        List<String> modes =
                List.of("AMQP feed", "publishing", "saturated", "one at a time", "opening sockets", "connect storm");
        return new Options(
                all.wildFly,
                modes,
                2,
                1,
                5,
                all.heap,
                all.history,
                500,
                all.healthy,
                all.stuck,
                all.length,
                all.window,
                all.rate,
                all.channels,
                all.idle,
                1_000,
                all.minutes,
                all.callers,
                all.passing,
                all.historyBytes,
                20_000,
                all.present,
                all.writers,
                all.mongo);
    }

    /** Whether only ratios are wanted. */
    static boolean isQuick() {
        return list("modes").equals(List.of(QUICK));
    }

    private static Options all() {
        return new Options(
                Path.of(System.getProperty("wildfly.home")),
                list("modes"),
                number("rounds"),
                number("seconds"),
                number("warm"),
                text("heap"),
                number("history"),
                number("subscribers"),
                number("healthy"),
                number("stuck"),
                number("length"),
                number("window"),
                number("rate"),
                number("channels"),
                list("idle").stream().map(Integer::valueOf).toList(),
                number("storm"),
                number("minutes"),
                number("callers"),
                number("passing"),
                number("history-bytes"),
                number("messages"),
                number("present"),
                number("writers"),
                text("mongodb"));
    }

    int mostIdle() {
        return idle.stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    Duration duration() {
        return Duration.ofSeconds(seconds);
    }

    /** Before that a JVM's compilers take more of the processors than calls do: of the first ones each takes five times as long. */
    Duration warmUp() {
        return Duration.ofSeconds(warm);
    }

    private static List<String> list(String name) {
        return Arrays.asList(text(name).split(","));
    }

    private static int number(String name) {
        return Integer.parseInt(text(name));
    }

    private static String text(String name) {
        String text = System.getProperty("bench." + name, "");
        if (text.isBlank()) {
            throw new CannotMeasure("-Dbench." + name + " is empty.");
        }
        return text;
    }
}
