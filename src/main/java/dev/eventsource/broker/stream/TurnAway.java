package dev.eventsource.broker.stream;

/** Why a browser is told to come back later. */
enum TurnAway {
    /** This node is being taken out of service. */
    DRAINING,
    /** It has not read its history yet. */
    STARTING,
    /** {@code MAX_CONNECTIONS}. */
    NODE_LIMIT,
    /** {@code MAX_CONNECTIONS_PER_USER}, or the user's own; or too many patterns of the user's. */
    USER_LIMIT,
    /** MongoDB is away, and this node does not know the socket. */
    MONGODB,
    /** The keys of the token's issuer cannot be had. */
    ISSUER,
    /** The feed was lost before it came to where the browser stands. */
    FEED
}
