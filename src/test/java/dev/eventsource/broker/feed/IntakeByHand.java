package dev.eventsource.broker.feed;

import dev.eventsource.broker.amqp.AmqpServers;
import dev.eventsource.broker.amqp.Doubt;
import dev.eventsource.broker.channel.Channels;
import dev.eventsource.broker.channel.Fences;
import dev.eventsource.broker.event.EventJson;
import dev.eventsource.broker.event.EventRules;
import dev.eventsource.broker.event.HubUser;
import dev.eventsource.broker.event.Seal;
import dev.eventsource.broker.publish.OnceKeys;
import dev.eventsource.broker.publish.Publisher;
import dev.eventsource.broker.settings.Node;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.source.Sources;
import java.util.ArrayList;
import java.util.List;

/** The intake of a node that no RabbitMQ sends anything, with all that it tells of what a test hands it. */
final class IntakeByHand {
    final Settings settings;
    final Node node = new Node();
    final AmqpServers servers;
    final Channels channels;
    final Doubt doubt = new Doubt();
    final Binding binding = new Binding(doubt);
    final Fences fences = new Fences();
    final RefusedMessages refused = new RefusedMessages();
    final Seal seal = new Seal();
    final EventJson json;
    final OwnEvents own = new OwnEvents(seal);
    final Probes probes;
    final List<TracedMessage> traced = new ArrayList<>();
    final Intake intake;

    IntakeByHand() {
        this(new Settings());
    }

    IntakeByHand(Settings settings) {
        this.settings = settings;
        EventRules rules = new EventRules(settings);
        servers = new AmqpServers(settings);
        channels = new Channels(node, settings);
        json = new EventJson(rules, seal);
        probes = new Probes(new Publisher(servers, doubt, json, settings), node, settings);
        intake = new Intake(
                json,
                own,
                new HubUser(rules, settings),
                new Sources(json, rules, doubt, settings),
                channels,
                refused,
                fences,
                binding,
                probes,
                new Traces(traced::add, settings),
                new OnceKeys(settings),
                node);
    }

    /** A stream that the intake begins to take, on a node that has its history. */
    LogStream beginStream() {
        channels.noteComplete();
        LogStream stream = new LogStream(channels, settings);
        intake.begin(stream);
        return stream;
    }

    /** One whose settings say so of one of them. */
    static IntakeByHand with(String setting, String value) {
        System.setProperty(setting, value);
        try {
            return new IntakeByHand();
        } finally {
            System.clearProperty(setting);
        }
    }
}
