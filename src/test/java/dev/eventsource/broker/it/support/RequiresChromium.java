package dev.eventsource.broker.it.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test that drives a browser. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@RequiresProgram(
        value = {"chromium chromium-browser google-chrome", "chromedriver"},
        howToGetIt = "install Chromium and its driver, on Debian: apt-get install chromium chromium-driver")
public @interface RequiresChromium {}
