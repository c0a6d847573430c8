package dev.eventsource.broker.it.proxy;

import dev.eventsource.broker.it.support.PrivateCa;
import java.net.http.HttpClient;

/** Tests of what proxies do for the nodes: the class that implements them brings the nodes, and a certificate for the proxies. */
interface ProxyTests {
    TwoNodes nodes();

    PrivateCa authority();

    PrivateCa.Identity identity();

    default Proxy start(Proxy.Kind kind) {
        return Proxy.start(kind, identity(), nodes().ports());
    }

    default Browser browser() {
        return new Browser(authority(), HttpClient.Version.HTTP_1_1);
    }
}
