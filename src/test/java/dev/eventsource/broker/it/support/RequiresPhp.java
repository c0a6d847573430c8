package dev.eventsource.broker.it.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test that runs PHP. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@RequiresProgram(
        value = "php",
        howToGetIt = "on Debian: apt-get install php-cli php-symfony-mercure php-symfony-http-client",
        isEverywhere = false)
public @interface RequiresPhp {}
