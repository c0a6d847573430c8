package dev.eventsource.broker.it.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test that starts a RabbitMQ of its own. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@RequiresProgram(
        value = {"rabbitmq-server", "epmd"},
        howToGetIt = "install RabbitMQ 3.9 or later, on Debian: apt-get install rabbitmq-server")
public @interface RequiresRabbitMq {}
