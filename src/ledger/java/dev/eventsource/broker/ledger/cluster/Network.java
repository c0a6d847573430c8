package dev.eventsource.broker.ledger.cluster;

import static java.util.stream.Collectors.joining;

import dev.eventsource.broker.run.Port;
import java.util.List;

/** All that lies between a node and RabbitMQ's servers: a link to each, which fail together. */
public record Network(List<Link> links) implements AutoCloseable {
    static Network to(List<Integer> servers) {
        return new Network(
                servers.stream().map(server -> new Link(Port.lasting(), server)).toList());
    }

    /** What {@code AMQP_URL} is for who is behind it. */
    String url() {
        return links.stream()
                .map(link -> "amqp://guest:guest@127.0.0.1:" + link.port() + "/%2F")
                .collect(joining(","));
    }

    /** As of each {@link Link}. */
    public void cut() {
        links.forEach(Link::cut);
    }

    public void heal() {
        links.forEach(Link::heal);
    }

    /** As of each {@link Link}. */
    public void reset() {
        links.forEach(Link::reset);
    }

    @Override
    public void close() {
        links.forEach(Link::close);
    }
}
