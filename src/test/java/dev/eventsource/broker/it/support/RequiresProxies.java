package dev.eventsource.broker.it.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test that starts proxies with a certificate in front of nodes that share a RabbitMQ. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@RequiresProgram(
        value = {"nginx", "haproxy", "openssl", "curl", "rabbitmq-server", "epmd"},
        howToGetIt = "install them, on Debian: apt-get install nginx haproxy openssl curl rabbitmq-server")
public @interface RequiresProxies {}
