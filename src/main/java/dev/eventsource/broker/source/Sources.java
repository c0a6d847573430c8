package dev.eventsource.broker.source;

import dev.eventsource.broker.amqp.Doubt;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.EventJson;
import dev.eventsource.broker.event.EventRules;
import dev.eventsource.broker.event.RefusedEvent;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of this node and what messages become by them. {@code rules} is written by whoever makes the broker and by operators'
 * calls, one at a time, and read by any thread, each message by those that hold when it comes in.
 */
@Singleton
public final class Sources {
    private static final Logger LOG = System.getLogger(Sources.class.getName());
    private static final int MOST_UNKNOWN = 100;

    private final Mapping mapping;

    /** Exchanges that messages came of and that are no sources. */
    private final Set<String> unknown = new HashSet<>();

    private final SeenMessages seen = new SeenMessages();
    private final RulesFile file;
    private final Doubt doubt;
    private final String ownExchange;
    private volatile Rules rules;

    /** Whether nodes have bound some, once. Written by the feed's thread, read by any. */
    private volatile boolean haveOthersSome;

    @Inject
    public Sources(EventJson json, EventRules events, Doubt doubt, Settings settings) {
        this.mapping = new Mapping(json, events);
        this.doubt = doubt;
        this.ownExchange = settings.text(Setting.AMQP_EXCHANGE);
        this.file = file(settings);
        this.rules = read(file, settings);
    }

    /** Where the setting has the rules. */
    static RulesFile file(Settings settings) {
        return new RulesFile(settings.text(Setting.SOURCES), new RulesJson(settings.text(Setting.AMQP_EXCHANGE)));
    }

    /** The rules that are there now, or the setting is invalid. */
    static Rules read(RulesFile file, Settings settings) {
        try {
            return file.read();
        } catch (InvalidRules e) {
            throw settings.invalid(Setting.SOURCES, e.whatToChange());
        }
    }

    /** Made when the broker is deployed, for a setting that is wrong must be told then. */
    void start(@Observes Startup deployment) {}

    /**
     * Whether messages of that exchange come in by rules: not the broker's own; and where there are no sources nobody's, unless
     * other nodes have some. Then this one has no rule for them, but does not take them for the broker's own either.
     */
    public boolean haveRulesFor(String exchange) {
        return !exchange.isEmpty() && !exchange.equals(ownExchange) && (isSet() || haveOthersSome);
    }

    /** Nodes have bound these: that holds until this one is started anew, for their messages may still be on their way. */
    void noteBound(Set<SourceBinding> bindings) {
        if (!bindings.isEmpty()) {
            haveOthersSome = true;
        }
    }

    /** Whether there are any. */
    boolean isSet() {
        return file.isSet();
    }

    /** Whether they can change while the broker runs. */
    boolean isInFile() {
        return file.isFile();
    }

    /** The events that a message becomes, each the same but for its channel; or why there are none. */
    public List<Event> map(Arrival arrival) throws RefusedEvent {
        seen.add(arrival);
        tellOfUnknown(arrival.exchange());
        return mapping.map(rules, arrival);
    }

    /** Once of each, and of a hundred at most: whoever bound it may not know. The intake alone calls it. */
    private void tellOfUnknown(String exchange) {
        if (rules.source(exchange) == null && unknown.size() < MOST_UNKNOWN && unknown.add(exchange)) {
            LOG.log(
                    Level.INFO,
                    "Messages of the exchange {0} come in, which is no source: name it in SOURCES, with \"bind\": false"
                            + " where another exchange hands them on",
                    exchange.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "?"));
        }
    }

    /** What a message would become; by these rules, or where there are none, by those that hold. Nothing goes out. */
    JsonObject dryRun(String message, Optional<String> others) throws InvalidRules {
        Rules tried = others.isPresent() ? new RulesJson(ownExchange).read(others.get()) : rules;
        return new DryRun(mapping).of(tried, MessageJson.read(message));
    }

    /** The latest messages that came in by rules or for which there was none, newest first. */
    List<Arrival> seen() {
        return seen.newestFirst();
    }

    Rules rules() {
        return rules;
    }

    /** Reads the rules anew; those before stay where they are wrong. Messages go by them from now on, and are bound soon. */
    synchronized Rules reload() throws InvalidRules {
        Rules read = file.read();
        rules = read;
        doubt.raise();
        return read;
    }
}
