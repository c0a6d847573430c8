package dev.eventsource.broker.it.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test that drives Firefox. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@RequiresProgram(
        value = {"firefox-esr firefox"},
        howToGetIt = "install Firefox, on Debian: apt-get install firefox-esr")
public @interface RequiresFirefox {}
