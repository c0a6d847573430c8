package dev.eventsource.broker.it.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Skips a test where a program is missing; with {@code REQUIRE_REAL=true} the test fails instead, unless nobody can be asked to have it. */
@Target(ElementType.ANNOTATION_TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ProgramCondition.class)
@interface RequiresProgram {
    /** Any one of each line, separated by spaces. */
    String[] value();

    String howToGetIt();

    /** Whether it can be had wherever everything is required; else the test is skipped there as well. */
    boolean isEverywhere() default true;
}
