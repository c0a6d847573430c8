package dev.eventsource.broker.it.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test that runs Ruby with its standard library. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@RequiresProgram(value = "ruby", howToGetIt = "install Ruby, on Debian: apt-get install ruby")
public @interface RequiresRuby {}
