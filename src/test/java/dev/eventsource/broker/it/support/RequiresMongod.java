package dev.eventsource.broker.it.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test of what MongoDB itself has and FerretDB has not: replica sets and roles. Debian has no package of it. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@RequiresProgram(
        value = {"mongod", "mongosh"},
        howToGetIt = "install MongoDB and its shell from MongoDB's own packages",
        isEverywhere = false)
public @interface RequiresMongod {}
