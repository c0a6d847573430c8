package dev.eventsource.broker.it.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test that runs the AMQP client of shells. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@RequiresProgram(value = "amqp-publish", howToGetIt = "install it, on Debian: apt-get install amqp-tools")
public @interface RequiresAmqpTools {}
