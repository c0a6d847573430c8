package dev.eventsource.broker.ledger.judge;

import dev.eventsource.broker.ledger.book.Book;
import dev.eventsource.broker.ledger.event.Message;
import dev.eventsource.broker.ledger.event.Offset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds what every subscriber saw against what was published, and names every difference that nobody was told of. */
public final class Judge {
    private final Order order;
    private final Resets resets;
    private final Incidents incidents;
    private final Collection<Message> messages;
    private final Map<String, Message> byOwnId = new HashMap<>();

    /**
     * What a node was told.
     *
     * @param historySeconds {@code HISTORY_SECONDS}
     * @param historyBytes {@code HISTORY_BYTES}
     * @param ticketSeconds {@code SOCKET_TTL_SECONDS}
     */
    public record Limits(int historySeconds, long historyBytes, int ticketSeconds) {}

    private Judge(Order order, boolean isStreamFeed, Collection<Message> messages, Incidents incidents, Limits limits) {
        this.order = order;
        this.messages = messages;
        this.incidents = incidents;
        History history = new History(Duration.ofSeconds(limits.historySeconds()), limits.historyBytes(), messages);
        this.resets = new Resets(isStreamFeed, history, incidents, limits.ticketSeconds() * 1_000L);
        for (Message message : messages) {
            String id = message.ownId();
            if (id != null) {
                byOwnId.merge(id, message, (one, other) -> one.attempt() > other.attempt() ? one : other);
            }
        }
    }

    /**
     * A judge of the stream feed.
     *
     * @param log at which offset the stream had what
     */
    public static Judge ofStreamFeed(
            Map<Message, Offset> log, Collection<Message> messages, List<Incident> incidents, Limits limits) {
        Incidents all = new Incidents(incidents, true);
        return new Judge(new StreamOrder(log, all.thatLoseStream()), true, messages, all, limits);
    }

    /** A judge of the queue feed. */
    public static Judge ofQueueFeed(Collection<Message> messages, List<Incident> incidents, Limits limits) {
        return new Judge(new QueueOrder(messages), false, messages, new Incidents(incidents, false), limits);
    }

    public Verdict judge(List<Book> books) {
        List<Finding> findings = new ArrayList<>();
        judgeLog(findings);
        Agreement agreement = new Agreement(order);
        Outages outages = new Outages(incidents);
        Terms terms = new Terms(incidents);
        long told = 0;
        long passedOver = 0;
        for (Book book : books) {
            Reading reading = new Reading(book, order, findings::add);
            Gaps gaps = new Gaps(reading, order, byOwnId).judge();
            told += gaps.told();
            passedOver += gaps.passedOver();
            resets.judge(reading);
            agreement.judge(reading);
            outages.judge(reading);
            terms.judge(reading);
        }
        long lost =
                messages.stream().filter(this::isLost).filter(order::mayBeLost).count();
        return new Verdict(findings, told, passedOver, lost);
    }

    /** What RabbitMQ has confirmed and routed must be in its stream, unless that was deleted. */
    private void judgeLog(List<Finding> findings) {
        messages.stream()
                .filter(message -> isLost(message) && !order.mayBeLost(message))
                .forEach(message -> findings.add(new Finding(
                        Finding.Kind.LOST_BEFORE_THE_LOG, "RabbitMQ", message + " was confirmed", List.of())));
    }

    private boolean isLost(Message message) {
        return message.isConfirmed() && order.place(message).isEmpty();
    }
}
