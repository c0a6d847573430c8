package dev.eventsource.broker.it.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test that runs Node.js, with packages that npm installs. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@RequiresProgram(
        value = {"node", "npm"},
        howToGetIt = "install Node.js 18 or later and npm, on Debian: apt-get install nodejs npm")
public @interface RequiresNode {}
