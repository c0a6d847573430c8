/**
 * What an operator can set, read and checked once, at deployment.
 *
 * <p>A setting is looked up in JNDI ({@code eventsource/NAME}, where Payara keeps custom resources, then {@code
 * java:global/eventsource/NAME}, where WildFly keeps bindings), then as a system property and as an environment variable.
 * {@link dev.eventsource.broker.settings.Setting} is the single source of names, defaults and descriptions; the table of
 * the manual is checked against it. A wrong value stops the deployment: half a configuration is worse than none. It is told before any bean is
 * made, by an extension, since a bean that cannot be made has servers log a hundred lines.
 */
@NullMarked
package dev.eventsource.broker.settings;

import org.jspecify.annotations.NullMarked;
