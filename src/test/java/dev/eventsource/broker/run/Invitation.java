package dev.eventsource.broker.run;

/** What is printed once everything serves: where to look and what to paste. */
record Invitation(int httpPort) {

    @Override
    public String toString() {
        return """

                The EventSource broker is up:  %1$s/

                Publish an event:
                  curl -u %2$s -d channel=demo --data-urlencode 'data=Hello from curl' %1$s/event

                Open a socket and stream it:
                  curl -sN "%1$s/eventsource?socket=$(curl -s -u %2$s -d channel=demo %1$s/socket | sed 's/.*"socket":"\\([^"]*\\)".*/\\1/')"

                Ctrl-C stops everything.
                """.formatted("http://127.0.0.1:" + httpPort, TestUser.DEMO.key() + ":" + TestUser.DEMO.secret());
    }
}
