package dev.eventsource.broker.ledger.browser;

import dev.eventsource.broker.ledger.book.Entry;
import dev.eventsource.broker.ledger.cluster.Node;
import dev.eventsource.broker.ledger.event.Moment;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A socket that the page's server opens, and another one when the broker knows it no more. Belongs to the loop's thread. */
final class TicketPass implements Pass {
    private static final long PAUSE_MILLIS = 1_000;

    private final Browser.Site site;
    private final Pen pen;
    private final Random random;
    private @Nullable String socket;

    TicketPass(Browser.Site site, Pen pen, Random random) {
        this.site = site;
        this.pen = pen;
        this.random = random;
    }

    @Override
    public void await(Runnable ready) {
        if (socket != null) {
            ready.run();
            return;
        }
        Node door = site.health().pick();
        var unused = site.tickets()
                .open(door, pen.book().channels())
                .thenAccept(id -> site.loop()
                        .execute(() -> id.ifPresentOrElse(
                                given -> take(given, door, ready), () -> later(() -> await(ready)))));
    }

    private void take(String given, Node door, Runnable ready) {
        socket = given;
        pen.write(new Entry.Ticket(door.name(), pen.lastId() == null, Moment.now()));
        later(ready);
    }

    private void later(Runnable task) {
        site.loop().after(PAUSE_MILLIS / 2 + random.nextLong(PAUSE_MILLIS), task);
    }

    @Override
    public String target() {
        return "/eventsource?socket=" + socket;
    }

    @Override
    public String headers() {
        return "";
    }

    @Override
    public boolean refuse(ResponseReader problem, String node) {
        if (problem.status() != 404) {
            return false;
        }
        socket = null;
        pen.write(new Entry.TicketLost(node, Moment.now()));
        return true;
    }

    @Override
    public boolean renews(Frame frame) {
        return false;
    }
}
