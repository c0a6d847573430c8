package dev.eventsource.broker.run;

import java.util.List;

/**
 * What is printed once everything serves: where to look and what to paste.
 *
 * @param complaints what the broker says of itself that is not as it should be
 */
record Invitation(int httpPort, boolean trustsLoopback, List<String> complaints) {

    @Override
    public String toString() {
        return """

                The EventSource broker is up:  %1$s/

                Publish an event:
                  curl -u %2$s -d channel=demo --data-urlencode 'data=Hello from curl' %1$s/event

                Open a socket and stream it:
                  curl -sN "%1$s/eventsource?socket=$(curl -s -u %2$s -d channel=demo %1$s/socket | sed 's/.*"socket":"\\([^"]*\\)".*/\\1/')"

                %3$s
                %4$sCtrl-C stops everything.
                """.formatted(
                        "http://127.0.0.1:" + httpPort,
                        TestUser.DEMO.key() + ":" + TestUser.DEMO.secret(),
                        operators(),
                        warning());
    }

    private String warning() {
        return complaints.isEmpty()
                ? ""
                : "\nNot all is well; GET /status says:\n  " + String.join("\n  ", complaints) + "\n\n";
    }

    private String operators() {
        return trustsLoopback
                ? "Whoever calls from this machine is an operator (OPERATOR_ON_LOOPBACK=true)."
                : "Operators send 'Authorization: Bearer' with the ADMIN_TOKEN.";
    }
}
