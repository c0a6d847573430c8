package dev.eventsource.broker.settings;

import java.util.Optional;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Where the text of a setting may stand; the first place that has it wins. */
final class SettingSources {
    private SettingSources() {}

    static Optional<String> find(String name) {
        return Stream.<Optional<String>>of(
                        fromJndi("eventsource/" + name),
                        fromJndi("java:global/eventsource/" + name),
                        Optional.ofNullable(System.getProperty(name)),
                        Optional.ofNullable(System.getenv(name)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The names are the broker's own and the values texts, so nothing that a caller sends is looked up. */
    @SuppressWarnings("BanJNDI")
    private static Optional<String> fromJndi(String name) {
        try {
            return Optional.ofNullable(new InitialContext().lookup(name)).map(Object::toString);
        } catch (NamingException notBound) {
            return Optional.empty();
        }
    }
}
