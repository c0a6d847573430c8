package dev.eventsource.broker.settings;

/** Every setting of the broker: its kind, its default and what it is for. The name of the constant is the name to set. */
public enum Setting {
    AMQP_URL(
            Kind.AMQP_URLS,
            "amqp://guest:guest@127.0.0.1:5672/%2F",
            "RabbitMQ, as `amqp://` or `amqps://`; several URLs, comma-separated, are tried in turn"),
    AMQP_EXCHANGE(Kind.NAME, "eventsource.fanout", "the fanout exchange that events come from"),
    SOURCES(
            Kind.RULES,
            "",
            "exchanges of others whose messages become events, and by which rules, as the manual's page on sources has them: an"
                    + " object of JSON, or the path of a file with one; empty: none"),
    AMQP_FEED(
            Kind.FEED,
            "auto",
            "`stream`: one RabbitMQ stream that all nodes read; `queue`: a queue for each node; `auto`: the stream, where the"
                    + " server has streams"),
    MONGO_URL(
            Kind.MONGO_URL,
            "mongodb://127.0.0.1:27017/eventsourcehq",
            "MongoDB, with the database of users and connections"),
    ORIGIN(Kind.PUBLIC_URL, "", "the broker's public URL, where `es.js` finds it; empty: where `es.js` came from"),
    ALLOWED_ORIGINS(Kind.ORIGINS, "*", "origins whose pages may read streams: `*`, or a comma-separated list"),
    HEARTBEAT_SECONDS(Kind.SECONDS, "15", "the silence after which a stream gets a `ping`"),
    SOCKET_TTL_SECONDS(Kind.SECONDS, "60", "how long a ticket lives unused, and after its stream was cut"),
    PRESENCE_GRACE_SECONDS(
            Kind.SECONDS, "10", "how long somebody may be gone from a channel, as at a reload, before that is told"),
    HISTORY_SECONDS(Kind.SECONDS, "300", "how long an event can be replayed"),
    HISTORY_BYTES(Kind.BYTES, "256M", "how much heap the events held for replay may take, with their channels"),
    RETAINED_BYTES(
            Kind.BYTES,
            "64M",
            "how much heap the last values of channels may take; one that has no room is not retained"),
    MAX_EVENT_BYTES(Kind.BYTES, "1M", "the longest `data` of an event, in UTF-8"),
    IDEMPOTENCY_SECONDS(
            Kind.SECONDS,
            "300",
            "how long an event is published once under the same `Idempotency-Key`, or `idempotency_key` in a message"),
    IDEMPOTENCY_BYTES(
            Kind.BYTES,
            "16M",
            "how much heap the keys of such events may take; beyond that the oldest are forgotten earlier"),
    MAX_CONNECTIONS(Kind.LIMIT, "0", "how many streams this node holds at most; 0: no limit"),
    MAX_CONNECTIONS_PER_USER(Kind.LIMIT, "0", "how many streams of one user this node holds at most; 0: no limit"),
    MAX_EVENTS_PER_SECOND(
            Kind.LIMIT,
            "0",
            "how many events one user may publish here over HTTP, ten seconds' worth at once; 0: no limit"),
    MAX_SOCKETS_PER_SECOND(
            Kind.LIMIT, "0", "how many sockets one user may open here, ten seconds' worth at once; 0: no limit"),
    MAX_STREAMS_PER_SECOND(
            Kind.LIMIT, "0", "how many streams one token may open here, ten seconds' worth at once; 0: no limit"),
    TOKEN_MAX_SECONDS(
            Kind.SECONDS, "86400", "how long a token may be good at most, from when it was made to its `exp`"),
    TOKEN_ISSUERS(
            Kind.ISSUERS,
            "",
            "issuers beside the users themselves whose tokens are taken, as the manual's page on tokens has them: a JSON array"),
    TOKEN_COOKIE(
            Kind.COOKIE,
            "",
            "the cookie that has a token, for pages of the broker's own origin and of `ALLOWED_ORIGINS`, which must then list"
                    + " them; empty: none"),
    TOKEN_IN_QUERY(
            Kind.FLAG,
            "false",
            "`true`: the parameter `access_token` is taken as well, which proxies log unless they are told not to"),
    MERCURE(
            Kind.MERCURE,
            "",
            "there is a hub of the Mercure protocol at `/.well-known/mercure`, which speaks draft 07 (`0`), draft 08 (`1`) or"
                    + " `both`; empty: none"),
    MERCURE_URL(
            Kind.HUB_URL,
            "",
            "with draft 08: the hub's public URL, such as `https://www.example.org/.well-known/mercure`; its tokens have it as"
                    + " `aud`"),
    MERCURE_ISSUER(
            Kind.ISSUER,
            "",
            "with draft 08: whoever signs the hub's tokens with the keys below, as their `iss` has it"),
    MERCURE_PUBLISHER_JWT_KEY(
            Kind.TOKEN_KEY,
            "",
            "the key of the hub's publishers: a secret of 32 bytes or more, or a public key or a certificate in PEM"),
    MERCURE_PUBLISHER_JWT_ALG(Kind.ALGORITHM, "HS256", "the algorithm by which they sign"),
    MERCURE_SUBSCRIBER_JWT_KEY(Kind.TOKEN_KEY, "", "the key of the hub's subscribers, which may be the same"),
    MERCURE_SUBSCRIBER_JWT_ALG(Kind.ALGORITHM, "HS256", "the algorithm by which they sign"),
    MERCURE_PUBLISHER_JWKS_URL(
            Kind.KEYS_URL,
            "",
            "where the keys of the hub's publishers are, as a JWK set, instead of the key above; empty: nowhere"),
    MERCURE_SUBSCRIBER_JWKS_URL(Kind.KEYS_URL, "", "the same of the hub's subscribers"),
    MERCURE_ANONYMOUS(Kind.FLAG, "false", "`true`: whoever has no token gets the hub's public updates"),
    MERCURE_RESET(
            Kind.FLAG,
            "false",
            "`true`: the hub's streams tell of updates that are missing by `eshq:reset`, as those of channels do"),
    MERCURE_SUBSCRIPTIONS(
            Kind.FLAG, "false", "`true`: the hub tells who subscribes, by updates of its own and by calls that ask it"),
    MERCURE_USER(
            Kind.OPTIONAL_NAME,
            "",
            "the user whose channels are the hub's topics, and the other way round; empty: topics and channels are separate"),
    DRAIN_SECONDS(Kind.SECONDS, "10", "over how long a node that is undeployed or drained ends its streams"),
    WRITER_THREADS(Kind.LIMIT, "0", "threads that write to streams; 0: one for each four processors, at least one"),
    FLUSH_MILLIS(
            Kind.LIMIT, "0", "how long to gather events before they are written; saves processor time, costs delay"),
    ADMIN_TOKEN(
            Kind.SECRET,
            "",
            "the bearer token of operators; empty: one is made at each start and written to a file that the log names"),
    OPERATOR_ON_LOOPBACK(
            Kind.FLAG,
            "false",
            "`true`: whoever calls from this machine, through no proxy, is an operator; not allowed beside `ADMIN_TOKEN`");

    private final Kind kind;
    private final String defaultText;
    private final String description;

    Setting(Kind kind, String defaultText, String description) {
        this.kind = kind;
        this.defaultText = defaultText;
        this.description = description;
    }

    Kind kind() {
        return kind;
    }

    /** The text that is used where nothing is set. */
    public String defaultText() {
        return defaultText;
    }

    /** What the setting is for, as the manual says it. */
    public String description() {
        return description;
    }
}
