package dev.eventsource.broker.it.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test beside the hub of those who wrote the protocol. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@RequiresProgram(
        value = "mercure-hub",
        howToGetIt = "install Go, and run the tests with PATH=$(.ci/mercure-hub):$PATH",
        isEverywhere = false)
public @interface RequiresMercureHub {}
