package dev.eventsource.broker.body;

/**
 * Whose bodies are counted as one's.
 *
 * @param name the user's key; empty with nobodies and operators, and of holders the key of the user whose sockets they have
 */
record Owner(Standing standing, String name) {
    static final Owner NOBODY = new Owner(Standing.NOBODY, "");
}
