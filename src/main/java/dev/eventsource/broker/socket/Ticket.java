package dev.eventsource.broker.socket;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What MongoDB has of a socket.
 *
 * @param node the id of the node that has its stream; null: it has none
 * @param lapsesAt when it lapses unless it is used, by MongoDB's clock
 */
public record Ticket(Socket socket, @Nullable String node, Instant lapsesAt) {}
