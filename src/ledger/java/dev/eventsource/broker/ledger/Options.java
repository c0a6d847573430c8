package dev.eventsource.broker.ledger;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What to run, and how large.
 *
 * @param trial {@code faults} or {@code storm}
 * @param minutes of faults
 * @param faults by their kinds; empty: all
 * @param seed that everything random comes from
 * @param rabbitMq {@code alone}, or {@code cluster} of three servers, one of which may be away
 * @param feed {@code stream} or {@code queue}, as {@code AMQP_FEED} takes it
 * @param nodes of the broker
 * @param servers that they are on: {@code payara}, {@code wildfly}, or {@code mixed}, where the last one is on WildFly
 * @param home of WildFly, where it is unpacked
 * @param subscribers in number
 * @param rate of events in a second
 */
record Options(
        String trial,
        double minutes,
        List<String> faults,
        long seed,
        String rabbitMq,
        String feed,
        int nodes,
        String servers,
        Path home,
        int subscribers,
        int rate) {

    static Options ofSystemProperties() {
        String seed = text("seed");
        return new Options(
                text("trial"),
                Double.parseDouble(text("minutes")),
                text("faults").equals("all")
                        ? List.of()
                        : Arrays.asList(text("faults").split(",")),
                seed.equals("random") ? System.nanoTime() & 0xffffff : Long.parseLong(seed),
                text("rabbitmq"),
                text("feed"),
                Integer.parseInt(text("nodes")),
                text("servers"),
                Path.of(System.getProperty("wildfly.home")),
                Integer.parseInt(text("subscribers")),
                Integer.parseInt(text("rate")));
    }

    private static String text(String name) {
        String text = System.getProperty("ledger." + name, "");
        if (text.isBlank()) {
            throw new IllegalArgumentException("-Dledger." + name + " is empty.");
        }
        return text;
    }

    /** Where the WildFly of each node is; null for one on Payara. */
    List<@Nullable Path> homes() {
        List<@Nullable Path> homes = new ArrayList<>();
        for (int i = 1; i <= nodes; i++) {
            boolean isWildFly = servers.equals("wildfly") || (servers.equals("mixed") && i == nodes);
            homes.add(isWildFly ? home : null);
        }
        return homes;
    }

    boolean isRabbitMqCluster() {
        return rabbitMq.equals("cluster");
    }

    boolean isStreamFeed() {
        return feed.equals("stream");
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.1f minutes of faults, seed %d, RabbitMQ %s, %s feed, %d nodes (%s), %d subscribers, %d events/s",
                minutes,
                seed,
                rabbitMq,
                feed,
                nodes,
                servers,
                subscribers,
                rate);
    }
}
