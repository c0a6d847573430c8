package dev.eventsource.broker.ledger.browser;

/** What a page shows to be let in. Belongs to the loop's thread. */
interface Pass {
    /** Has the page go on once there is one that may do, be it a new one. */
    void await(Runnable ready);

    /** How a request shows it: in its path and query, */
    String target();

    /** and in its head, in whole lines. */
    String headers();

    /** Takes a problem; false where it does not say that another pass is needed. */
    boolean refuse(ResponseReader problem, String node);

    /** Takes what the broker says of itself; true where the page is to open another stream at once. */
    boolean renews(Frame frame);
}
