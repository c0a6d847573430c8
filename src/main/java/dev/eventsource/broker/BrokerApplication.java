package dev.eventsource.broker;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The broker's HTTP side, at the root of its context: the eshq clients post to {@code /socket} whatever path their URL has. */
@ApplicationPath("/")
public class BrokerApplication extends Application {}
