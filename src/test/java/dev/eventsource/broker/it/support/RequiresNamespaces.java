package dev.eventsource.broker.it.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test that runs programs in a tree, a network and an account of their own; only root may. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@RequiresProgram(
        value = {"unshare", "nsenter", "setpriv", "chroot", "ip", "curl"},
        howToGetIt = "install them, on Debian: apt-get install util-linux coreutils iproute2 curl")
public @interface RequiresNamespaces {}
