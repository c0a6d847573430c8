package dev.eventsource.broker.it.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The rules of axe-core for WCAG 2.2, levels A and AA, contrast among them, and its best practices. */
final class Accessibility {
    private static final String AXE = script();
    private static final String RUN = """
            const done = arguments[arguments.length - 1];
            axe.run(document, {resultTypes: ['violations']}).then(
                ({violations}) => done(violations.flatMap(({id, help, nodes}) =>
                    nodes.map(node => `${id}: ${help}: ${node.target} ${node.failureSummary}`))),
                failure => done([String(failure)]));
            """;

    private Accessibility() {}

    /** Of the page as it is now, in light and in dark colours. */
    static void check(Browser browser) {
        browser.run(AXE);
        for (var colorScheme : List.of("light", "dark")) {
            browser.prefer(colorScheme);
            assertThat((List<?>) browser.runLater(RUN)).as(colorScheme).isEmpty();
        }
    }

    private static String script() {
        try (InputStream file = Accessibility.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
