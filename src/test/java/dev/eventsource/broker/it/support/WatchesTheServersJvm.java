package dev.eventsource.broker.it.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** A test that sees threads or log records of the server, whose JVM has to be this one. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@DisabledIfSystemProperty(
        named = RemoteServer.LOG,
        matches = ".+",
        disabledReason = "it watches the server's threads or log records, which are another JVM's here")
public @interface WatchesTheServersJvm {}
