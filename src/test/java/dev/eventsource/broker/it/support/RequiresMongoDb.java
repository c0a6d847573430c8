package dev.eventsource.broker.it.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test that starts a database of its own. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@RequiresProgram(
        value = "mongod ferretdb",
        howToGetIt =
                "install MongoDB, or build FerretDB by .ci/ferretdb and put the directory that it prints on the PATH")
public @interface RequiresMongoDb {}
