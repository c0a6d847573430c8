package dev.eventsource.broker.ledger.judge;

import dev.eventsource.broker.ledger.book.Entry;
import dev.eventsource.broker.ledger.event.Moment;
import java.util.List;

/** Whether tokens were good until their end, and no longer: each refusal, each warning, and each stream that was open behind it. */
final class Terms {
    /** A node that has much to write comes to an end that much later; one that something was done to, whenever it can. */
    private static final long MARGIN_MILLIS = 5_000;

    /** Ends are in whole seconds, and a book's time is when it was read. */
    private static final long SECOND_MILLIS = 1_000;

    /** The longest notice is a minute or a tenth of the token's life. */
    private static final int SHARE_OF_LIFE = 10;

    private static final long LONGEST_NOTICE_MILLIS = 60_000;

    private final Incidents incidents;

    Terms(Incidents incidents) {
        this.incidents = incidents;
    }

    void judge(Reading reading) {
        List<Entry> entries = reading.book().entries();
        Holding holding = new Holding();
        for (int i = 0; i < entries.size(); i++) {
            String fault = holding.pass(entries.get(i));
            if (!fault.isEmpty()) {
                reading.find(Finding.Kind.TERM_NOT_KEPT, i, fault);
            }
        }
    }

    /** What a subscriber holds, as its book says; its ends are never where it has no token. */
    private final class Holding {
        private String node = "";
        private long gotAt;
        private long goodUntil = Long.MAX_VALUE;
        private long openUntil = Long.MAX_VALUE;
        private long openedAt;
        private long lag;

        /** What is wrong with an entry; empty: nothing. */
        String pass(Entry entry) {
            if (entry instanceof Entry.Token token) {
                gotAt = token.at();
                goodUntil = token.goodUntil();
            } else if (entry instanceof Entry.Opening opening) {
                node = opening.node();
                openUntil = goodUntil;
                openedAt = opening.at();
                lag = 0;
            } else if (entry instanceof Entry.Stall) {
                // What it reads afterwards may have been written long before.
                openUntil = Long.MAX_VALUE;
            } else if (entry instanceof Entry.TokenRefused refused) {
                return isEarly(refused.at()) ? refused.node() + " refused a token " + left(refused.at()) : "";
            } else if (entry instanceof Entry.Control control && control.name().startsWith("eshq:expir")) {
                return ofTerm(control);
            } else if (isOfStream(entry)) {
                noteLag(entry);
                return ofOpenStream(entry);
            }
            return "";
        }

        /** What is sent in the stream's time stands in buffers while its reader, or who feeds the node, is behind. */
        private void noteLag(Entry entry) {
            if (entry instanceof Entry.Event event && event.message().beganAt() > openedAt) {
                lag = event.at() - event.message().beganAt();
            }
        }

        private String ofTerm(Entry.Control control) {
            long notice = Math.min(LONGEST_NOTICE_MILLIS, (goodUntil - gotAt) / SHARE_OF_LIFE) + SECOND_MILLIS;
            boolean isTooEarly = control.name().equals("eshq:expired")
                    ? isEarly(control.at())
                    : control.at() < goodUntil - notice - SECOND_MILLIS;
            return isTooEarly ? control.name() + " " + left(control.at()) : ofOpenStream(control);
        }

        private String ofOpenStream(Entry entry) {
            boolean isLate = openUntil != Long.MAX_VALUE && entry.at() > openUntil + MARGIN_MILLIS + lag;
            boolean isExcused = isLate && incidents.concern(node, openUntil - MARGIN_MILLIS, entry.at());
            String ended = entry instanceof Entry.Close ? "was open" : "had something to read";
            openUntil = isLate ? Long.MAX_VALUE : openUntil;
            return isLate && !isExcused ? "a stream " + ended + " behind the end of its token " + left(entry.at()) : "";
        }

        private static boolean isOfStream(Entry entry) {
            return entry instanceof Entry.Event || entry instanceof Entry.Control || entry instanceof Entry.Close;
        }

        private boolean isEarly(long at) {
            return at < goodUntil - SECOND_MILLIS;
        }

        private String left(long at) {
            return "that was good until %s, at %s".formatted(Moment.text(goodUntil), Moment.text(at));
        }
    }
}
