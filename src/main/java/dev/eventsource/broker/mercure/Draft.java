package dev.eventsource.broker.mercure;

/** Which draft of the protocol a call is made by. */
enum Draft {
    SEVEN("Last-Event-ID", "application/ld+json"),
    EIGHT("Mercure-Last-Event-ID", "application/json");

    private final String placeHeader;
    private final String documentType;

    Draft(String placeHeader, String documentType) {
        this.placeHeader = placeHeader;
        this.documentType = documentType;
    }

    /** The type of what says who subscribes. */
    String documentType() {
        return documentType;
    }

    /** The header of an answer that says behind which id a stream goes on. */
    String placeHeader() {
        return placeHeader;
    }
}
