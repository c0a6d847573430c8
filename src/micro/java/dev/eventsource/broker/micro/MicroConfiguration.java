package dev.eventsource.broker.micro;

import org.jboss.arquillian.container.spi.ConfigurationException;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;

/** What {@code arquillian.xml} says of the server. */
public final class MicroConfiguration implements ContainerConfiguration {
    private String archive = "";
    private String log = "";
    private int httpPort;

    /** The server. */
    public void setArchive(String archive) {
        this.archive = archive;
    }

    /** Where it is to log. */
    public void setLog(String log) {
        this.log = log;
    }

    public void setHttpPort(int httpPort) {
        this.httpPort = httpPort;
    }

    String archive() {
        return archive;
    }

    String log() {
        return log;
    }

    int httpPort() {
        return httpPort;
    }

    @Override
    public void validate() {
        if (archive.isEmpty() || log.isEmpty() || httpPort == 0) {
            throw new ConfigurationException("the server's archive, log and httpPort are needed");
        }
    }
}
