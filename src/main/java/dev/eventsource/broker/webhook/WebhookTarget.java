package dev.eventsource.broker.webhook;

import java.net.URI;

/**
 * Whose server posts go to. Who changes one of these, or is another user of the same key, begins anew.
 *
 * @param user the user's key
 * @param secret what posts are signed with
 */
record WebhookTarget(String user, URI url, String secret) {
    /** Without the secret. */
    @Override
    public String toString() {
        return "WebhookTarget[" + user + "]";
    }
}
