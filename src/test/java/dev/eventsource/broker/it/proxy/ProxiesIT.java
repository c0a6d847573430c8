package dev.eventsource.broker.it.proxy;

import dev.eventsource.broker.it.support.PrivateCa;
import dev.eventsource.broker.it.support.RequiresProxies;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** What stands in {@code server-config} for nginx and HAProxy, in front of two nodes. */
@RequiresProxies
@Tag("proxies")
class ProxiesIT implements RollingUpgrade, FrozenNode, LongStreams, RenewedCertificate, ProxysOwnAnswers, LoggedTraces {
    private static final PrivateCa AUTHORITY = PrivateCa.create();
    private static final PrivateCa.Identity IDENTITY = AUTHORITY.localhost();
    private static final TwoNodes NODES = new TwoNodes();

    @AfterAll
    static void stop() {
        NODES.close();
    }

    @Override
    public TwoNodes nodes() {
        return NODES;
    }

    @Override
    public PrivateCa authority() {
        return AUTHORITY;
    }

    @Override
    public PrivateCa.Identity identity() {
        return IDENTITY;
    }
}
