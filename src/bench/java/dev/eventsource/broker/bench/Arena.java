package dev.eventsource.broker.bench;

import dev.eventsource.broker.bench.client.LoadClient;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** What every mode needs: the servers, the client, and audiences on channels that no other had. */
final class Arena {
    private final Servers servers;
    private final LoadClient client;
    private final Options options;
    private int audiences;

    Arena(Servers servers, LoadClient client, Options options) {
        this.servers = servers;
        this.client = client;
        this.options = options;
    }

    Servers servers() {
        return servers;
    }

    LoadClient client() {
        return client;
    }

    Options options() {
        return options;
    }

    /** A name for a channel. */
    String channel() {
        audiences++;
        return "bench" + audiences;
    }

    /** A publisher of events to a channel, by way of an exchange. */
    MessageSource messages(String exchange, String channel) {
        return new MessageSource(servers.amqpUrl(), exchange, channel, options.length());
    }

    /** Many subscribers of one channel. */
    Trial crowd(Contender contender, int subscribers) {
        return crowd(contender, subscribers, Way.DIRECT);
    }

    /** As that, with events that come this way, or to who has no AMQP as they can. */
    Trial crowd(Contender contender, int subscribers, Way way) {
        String channel = channel();
        List<String> subscriptions = Collections.nCopies(subscribers, channel);
        if (way == Way.AMQP && servers.exchange(contender).isPresent()) {
            return new Trial(
                    contender,
                    client,
                    subscriptions,
                    messages(servers.exchange(contender).get(), channel));
        }
        Trial trial = new Trial(contender, client, subscriptions);
        trial.feed().begin(channel, 1, options.length());
        return trial;
    }

    /** Many channels of one subscriber each. */
    Trial individuals(Contender contender, int channels) {
        String channel = channel();
        List<String> subscriptions =
                IntStream.range(0, channels).mapToObj(i -> channel + "-" + i).toList();
        Trial trial = new Trial(contender, client, subscriptions);
        trial.feed().begin(channel, channels, options.length());
        return trial;
    }
}
