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
import java.util.List;
import java.util.Optional;

/**
 * The rules of this node and what messages become by them. {@code rules} is written by whoever makes the broker and by operators'
 * calls, one at a time, and read by any thread, each message by those that hold when it comes in.
 */
@Singleton
public final class Sources {
    private final Mapping mapping;
    private final SeenMessages seen = new SeenMessages();
    private final RulesFile file;
    private final Doubt doubt;
    private final String ownExchange;
    private volatile Rules rules;

    @Inject
    public Sources(EventJson json, EventRules events, Doubt doubt, Settings settings) {
        this.mapping = new Mapping(json, events);
        this.doubt = doubt;
        this.ownExchange = settings.text(Setting.AMQP_EXCHANGE);
        this.file = new RulesFile(settings.text(Setting.SOURCES), new RulesJson(ownExchange));
        try {
            this.rules = file.read();
        } catch (InvalidRules e) {
            throw settings.invalid(Setting.SOURCES, e.whatToChange());
        }
    }

    /** Made when the broker is deployed, for a setting that is wrong must be told then. */
    void start(@Observes Startup deployment) {}

    /** Whether messages of that exchange come in by rules: not the broker's own, and where there are no sources nobody's. */
    public boolean haveRulesFor(String exchange) {
        return isSet() && !exchange.isEmpty() && !exchange.equals(ownExchange);
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
        return mapping.map(rules, arrival);
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
