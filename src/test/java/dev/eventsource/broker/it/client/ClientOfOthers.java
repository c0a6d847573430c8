package dev.eventsource.broker.it.client;

import java.util.List;

/** A client of event streams that others wrote, following one stream. */
interface ClientOfOthers extends AutoCloseable {
    /** An event as the client hands it to its user; the id and the name as that client says that there is none. */
    record Received(String id, String name, String data) {
        boolean isEvent() {
            return !name.startsWith("eshq:") && !name.equals("ping");
        }
    }

    /** What has come until now, the broker's own events among it. */
    List<Received> received();

    default List<Received> events() {
        return received().stream().filter(Received::isEvent).toList();
    }

    @Override
    void close();
}
