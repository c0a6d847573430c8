package dev.eventsource.broker.mercure;

/** Which draft of the protocol a call is made by. */
enum Draft {
    SEVEN("Last-Event-ID"),
    EIGHT("Mercure-Last-Event-ID");

    private final String placeHeader;

    Draft(String placeHeader) {
        this.placeHeader = placeHeader;
    }

    /** The header of an answer that says behind which id a stream goes on. */
    String placeHeader() {
        return placeHeader;
    }
}
