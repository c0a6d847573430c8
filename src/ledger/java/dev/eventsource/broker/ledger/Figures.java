package dev.eventsource.broker.ledger;

import dev.eventsource.broker.ledger.book.Book;
import dev.eventsource.broker.ledger.book.Entry;
import dev.eventsource.broker.ledger.event.Publications;
import dev.eventsource.broker.ledger.fault.Schedule;
import dev.eventsource.broker.ledger.publish.Publishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much there was of everything.
 *
 * @param confirmed events that were confirmed
 * @param retries tries behind the first of an event
 * @param bySubscribers what the subscribers' books have, by kind
 * @param faults by kind
 * @param others of what is judged by itself: last values, and calls to publish once
 */
record Figures(
        long confirmed,
        long retries,
        Map<String, Integer> bySubscribers,
        Map<String, Integer> faults,
        Map<String, Long> others) {

    static Figures of(
            Publications publications,
            Publishers publishers,
            List<Book> books,
            Schedule schedule,
            Map<String, Long> ofValues) {
        Map<String, Long> others = new LinkedHashMap<>();
        others.put("events of the foreign application confirmed", confirmedBy("foreign", publications));
        others.put(
                "events published once confirmed",
                confirmedBy("once", publications) + confirmedBy("caller", publications));
        others.put("  answers to calls for these", publishers.answers().count());
        others.putAll(ofValues);
        return new Figures(publications.confirmed(), publishers.retries(), count(books), schedule.figures(), others);
    }

    private static long confirmedBy(String publisher, Publications publications) {
        return publications.all().stream()
                .filter(message ->
                        message.isConfirmed() && message.line().publisher().startsWith(publisher))
                .count();
    }

    private static Map<String, Integer> count(List<Book> books) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Book book : books) {
            for (Entry entry : book.entries()) {
                String kind = kind(entry);
                if (!kind.isEmpty()) {
                    counts.merge(kind, 1, Integer::sum);
                }
            }
        }
        return counts;
    }

    private static String kind(Entry entry) {
        if (entry instanceof Entry.Control control) {
            return control.isReset() ? "reset " + control.data().replaceAll("[^a-z-]|reason", "") : control.name();
        } else if (entry instanceof Entry.Close close) {
            return "streams " + close.cause();
        } else if (entry instanceof Entry.Refusal refusal) {
            return "refused with " + refusal.status();
        } else if (entry instanceof Entry.Event) {
            return "deliveries";
        } else if (entry instanceof Entry.Opening) {
            return "streams";
        } else if (entry instanceof Entry.Ticket) {
            return "tickets";
        } else if (entry instanceof Entry.TicketLost) {
            return "tickets lost";
        } else if (entry instanceof Entry.Token) {
            return "tokens";
        } else if (entry instanceof Entry.TokenRefused) {
            return "tokens refused";
        }
        return "";
    }
}
