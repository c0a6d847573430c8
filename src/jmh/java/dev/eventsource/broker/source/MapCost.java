package dev.eventsource.broker.source;

import dev.eventsource.broker.amqp.Doubt;
import dev.eventsource.broker.event.EventJson;
import dev.eventsource.broker.event.EventRules;
import dev.eventsource.broker.event.RefusedEvent;
import dev.eventsource.broker.event.Seal;
import dev.eventsource.broker.settings.Settings;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it takes to make events by a rule that is known, and by the last of many that is not. */
@State(Scope.Benchmark)
public class MapCost {
    private static final String SETTING = "SOURCES";
    private static final String WORDS = "'channel':'orders.{1}'";
    private static final String POINTERS =
            "'channel':'orders.{/order/id}','data':'{/order}','name':'{/order/state}','id':'{message_id}'";

    /** Which rules, and what these make of which message. */
    @Param({
        "STAR words-150",
        "STAR words-2048",
        "STAR pointers-150",
        "STAR pointers-2048",
        "HASH words-150",
        "HEADER words-150"
    })
    public String map = "";

    private final Settings settings = new Settings();
    private final EventRules events = new EventRules(settings);
    private final EventJson json = new EventJson(events, new Seal());
    private final Mapping mapping = new Mapping(json, events);
    private Sources sources = new Sources(json, events, new Doubt(), settings);
    private Arrival message = Messages.of(0, new byte[0]);
    private Rule rule = rule(RuleSet.ONE, WORDS);

    /** Makes rules and a message. */
    @Setup
    public void prepare() throws RefusedEvent {
        RuleSet set = RuleSet.valueOf(map.substring(0, map.indexOf(' ')));
        String makes = map.contains("pointers") ? POINTERS : WORDS;
        int bytes = Integer.parseInt(map.substring(map.indexOf('-') + 1));
        message = Messages.of(set.count() - 1, Messages.body(bytes));
        rule = rule(set, makes);
        System.setProperty(SETTING, set.file(makes));
        sources = new Sources(json, events, new Doubt(), new Settings());
        if (!both().equals(made()) || message.body().length > bytes || message.body().length < bytes - 60) {
            throw new IllegalStateException(map + ": " + both() + ", " + made() + ", " + message.body().length);
        }
    }

    private Rule rule(RuleSet set, String makes) {
        return Objects.requireNonNull(set.read(makes).first(content()));
    }

    private Content content() {
        return new Content(message, Map.of(), message.body());
    }

    /** Returns what the rule makes, of a content that nobody has asked before. */
    @Benchmark
    public Object made() throws RefusedEvent {
        return mapping.made(rule, content());
    }

    /** Returns what the broker makes of a message that comes in, as the feed asks it. */
    @Benchmark
    public Object both() throws RefusedEvent {
        return sources.map(message);
    }
}
