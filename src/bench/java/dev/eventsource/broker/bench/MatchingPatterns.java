package dev.eventsource.broker.bench;

import dev.eventsource.broker.channel.ChannelPattern;
import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.IdleSink;
import dev.eventsource.broker.channel.PatternId;
import dev.eventsource.broker.channel.Subscription;
import dev.eventsource.broker.event.ChannelId;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What it takes the log to append an event, beside patterns of its user that do not match its channel; without servers. */
final class MatchingPatterns implements Mode {
    private static final List<Integer> PATTERNS = List.of(0, 1, 100, 10_000);
    private static final int EVENTS = 500_000;
    private static final int CHANNELS = 1_000;
    private static final String USER = "alice";

    @Override
    public String name() {
        return "matching patterns";
    }

    @Override
    public void run(Arena arena, Report report) {
        Map<Integer, List<Double>> nanos = new LinkedHashMap<>();
        PATTERNS.forEach(patterns -> nanos.put(patterns, new ArrayList<>()));
        PATTERNS.forEach(this::nanosPerEvent);
        for (int round = 0; round < arena.options().rounds(); round++) {
            nanos.forEach((patterns, rounds) -> rounds.add(nanosPerEvent(patterns)));
        }
        Figure one = figure(1, nanos);
        nanos.keySet().forEach(patterns -> report.add(figure(patterns, nanos)));
        report.add(Goal.atMost(
                1.5,
                name() + ": an event, 10,000 patterns / 1",
                figure(10_000, nanos).ratioTo(one)));
    }

    private Figure figure(int patterns, Map<Integer, List<Double>> nanos) {
        return new Figure(name(), patterns + " patterns", "ns for each event", nanos.getOrDefault(patterns, List.of()));
    }

    private double nanosPerEvent(int patterns) {
        Channels channels = new Channels(new Node(), new Settings());
        for (int i = 0; i < patterns; i++) {
            PatternId id = new PatternId(USER, ChannelPattern.parse("room." + i + ".#"));
            channels.register(new Subscription(List.of(), List.of(id)), 0, new IdleSink());
        }
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < CHANNELS; i++) {
            events.add(new Event(new ChannelId(USER, "room.of-" + i + ".talk"), "x".repeat(150), null, null, null));
        }
        long begin = System.nanoTime();
        for (int i = 0; i < EVENTS; i++) {
            channels.append(events.get(i % CHANNELS), i + 1);
        }
        return (double) (System.nanoTime() - begin) / EVENTS;
    }
}
