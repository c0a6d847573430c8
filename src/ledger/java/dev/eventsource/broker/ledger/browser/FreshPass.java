package dev.eventsource.broker.ledger.browser;

import java.util.Random;

/** Another ticket or token for each stream. Belongs to the loop's thread. */
final class FreshPass implements Pass {
    private final Browser.Site site;
    private final ValuePen pen;
    private final Random random;
    private Pass current;

    FreshPass(Browser.Site site, ValuePen pen, Random random) {
        this.site = site;
        this.pen = pen;
        this.random = random;
        this.current = another();
    }

    private Pass another() {
        return random.nextBoolean() ? new TokenPass(pen, false, random) : new TicketPass(site, pen, random);
    }

    @Override
    public void await(Runnable ready) {
        pen.ask();
        current = another();
        current.await(ready);
    }

    @Override
    public String target() {
        return current.target();
    }

    @Override
    public String headers() {
        return current.headers();
    }

    @Override
    public boolean refuse(ResponseReader problem, String node) {
        return current.refuse(problem, node);
    }

    @Override
    public boolean renews(Frame frame) {
        return false;
    }
}
