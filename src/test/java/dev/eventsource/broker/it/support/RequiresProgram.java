package dev.eventsource.broker.it.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Skips a test where a program is missing; with {@code REQUIRE_REAL=true} the test fails instead. */
@Target(ElementType.ANNOTATION_TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ProgramCondition.class)
@interface RequiresProgram {
    /** Any one of each line, separated by spaces. */
    String[] value();

    String howToGetIt();
}
