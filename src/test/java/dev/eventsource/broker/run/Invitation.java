package dev.eventsource.broker.run;

/** What is printed once everything serves: where to look and what to paste. */
record Invitation(int httpPort, boolean trustsLoopback) {

    @Override
    public String toString() {
        return """

                The EventSource broker is up:  %1$s/

                Publish an event:
                  curl -u %2$s -d channel=demo --data-urlencode 'data=Hello from curl' %1$s/event

                Open a socket and stream it:
                  curl -sN "%1$s/eventsource?socket=$(curl -s -u %2$s -d channel=demo %1$s/socket | sed 's/.*"socket":"\\([^"]*\\)".*/\\1/')"

                %3$s
                Ctrl-C stops everything.
                """.formatted(
                "http://127.0.0.1:" + httpPort, TestUser.DEMO.key() + ":" + TestUser.DEMO.secret(), operators());
    }

    private String operators() {
        return trustsLoopback
                ? "Whoever calls from this machine is an operator (OPERATOR_ON_LOOPBACK=true)."
                : "Operators send 'Authorization: Bearer' with the ADMIN_TOKEN.";
    }
}
