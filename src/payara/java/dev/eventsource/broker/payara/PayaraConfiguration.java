package dev.eventsource.broker.payara;

import org.jboss.arquillian.container.spi.ConfigurationException;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;

/** What {@code arquillian.xml} says of the server. */
public final class PayaraConfiguration implements ContainerConfiguration {
    private String home = "";
    private String domain = "";
    private int httpPort;

    /** Where it is unpacked. */
    public void setHome(String home) {
        this.home = home;
    }

    /** The domain's directory, which is not there yet. */
    public void setDomain(String domain) {
        this.domain = domain;
    }

    public void setHttpPort(int httpPort) {
        this.httpPort = httpPort;
    }

    String home() {
        return home;
    }

    String domain() {
        return domain;
    }

    int httpPort() {
        return httpPort;
    }

    @Override
    public void validate() {
        if (home.isEmpty() || domain.isEmpty() || httpPort == 0) {
            throw new ConfigurationException("the server's home, domain and httpPort are needed");
        }
    }
}
