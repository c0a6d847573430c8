package dev.eventsource.broker.ledger.cluster;

import dev.eventsource.broker.it.support.RabbitMqServer;

/**
 * The exchange, and what is bound to it, as an administrator's slip of the hand would take it away: RabbitMQ does it itself,
 * for nobody else may touch a node's own queue. Stateless.
 */
public final class Topology {
    private static final String NAMES = """
            Exchange = {resource, <<"/">>, exchange, <<"eventsource.fanout">>},
            Queue = fun(Name) -> {resource, <<"/">>, queue, list_to_binary(Name)} end,
            IsBound = fun(To) -> rabbit_binding:list_for_source_and_destination(Exchange, To) =/= [] end,
            """;
    private static final String WAIT = """
            Await = fun Again(_, 0) -> error(not_bound_again_in_time);
                        Again(Condition, N) ->
                            Condition() orelse begin timer:sleep(100), Again(Condition, N - 1) end
                    end,
            """;
    private static final String FORGET_BOUND = """
            Before = [element(4, Binding) || Binding <- rabbit_binding:list_for_source(Exchange)],
            """;
    private static final String DELETE_EXCHANGE = """
            ok = rabbit_exchange:delete(Exchange, false, <<"ledger">>),
            """;
    private static final String MAKE_EXCHANGE = """
            rabbit_exchange:declare(Exchange, fanout, true, false, false, [], <<"ledger">>),
            """;
    private static final String AWAIT_ALL = """
            Await(fun() -> lists:all(fun(To) -> IsBound(To) orelse not rabbit_amqqueue:exists(To) end, Before) end, %d).
            """;
    private static final String UNBIND = """
            [rabbit_binding:remove(Binding, <<"ledger">>)
             || Binding <- rabbit_binding:list_for_source_and_destination(Exchange, Queue("%s"))],
            """;
    private static final String AWAIT_ONE = """
            Await(fun() -> IsBound(Queue("%s")) end, %d).
            """;

    private static final String SOURCE = """
            Source = {resource, <<"/">>, exchange, <<"%s">>},
            Bindings = fun() -> rabbit_binding:list_for_source_and_destination(Source, Exchange) end,
            """.formatted(ForeignApplication.EXCHANGE);
    private static final String UNBIND_SOURCE = """
            [rabbit_binding:remove(Binding, <<"ledger">>) || Binding <- Bindings()],
            """;
    private static final String AWAIT_SOURCE = """
            Await(fun() -> Bindings() =/= [] end, %d).
            """;

    private final RabbitMqServer rabbitMq;

    Topology(RabbitMqServer rabbitMq) {
        this.rabbitMq = rabbitMq;
    }

    /** Deletes the exchange, and waits until all queues that were bound to it and are still there are bound again. */
    public void deleteExchange(int seconds) {
        rabbitMq.control("eval", NAMES + WAIT + FORGET_BOUND + DELETE_EXCHANGE + AWAIT_ALL.formatted(tenths(seconds)));
    }

    /** The same, while somebody else has declared the exchange again, with nothing bound to it. */
    public void replaceExchange(int seconds) {
        rabbitMq.control(
                "eval",
                NAMES + WAIT + FORGET_BOUND + DELETE_EXCHANGE + MAKE_EXCHANGE + AWAIT_ALL.formatted(tenths(seconds)));
    }

    /** Takes a queue off the exchange, and waits until it is bound again. */
    public void unbind(String queue, int seconds) {
        rabbitMq.control("eval", NAMES + WAIT + UNBIND.formatted(queue) + AWAIT_ONE.formatted(queue, tenths(seconds)));
    }

    /** Waits until there is a queue of that name, and it is bound. */
    public void awaitBound(String queue, int seconds) {
        rabbitMq.control("eval", NAMES + WAIT + AWAIT_ONE.formatted(queue, tenths(seconds)));
    }

    /** Takes the foreign application's exchange off the broker's, and waits until it is bound again. */
    public void unbindSource(int seconds) {
        rabbitMq.control("eval", NAMES + WAIT + SOURCE + UNBIND_SOURCE + AWAIT_SOURCE.formatted(tenths(seconds)));
    }

    /** Has the foreign application delete its exchange and make it anew after so long, and waits until it is bound again. */
    public void replaceSource(long millis, int seconds) throws InterruptedException {
        ForeignApplication.delete(rabbitMq.port());
        try {
            Thread.sleep(millis);
        } finally {
            ForeignApplication.declare(rabbitMq.port());
        }
        rabbitMq.control("eval", NAMES + WAIT + SOURCE + AWAIT_SOURCE.formatted(tenths(seconds)));
    }

    private static int tenths(int seconds) {
        return 10 * seconds;
    }
}
