package dev.eventsource.broker.mercure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.url.HubUrl;
import org.junit.jupiter.api.Test;

class AllowedTest {
    private final Allowed allowed = new Allowed();

    /** A selector of the one draft is none of the other, whatever it begins with. */
    @Test
    void tellsUrlPatternsFromTopicsAndTemplates() {
        HubUrl hub = HubUrl.of("https://hub.example.org/.well-known/mercure");
        assertThat(allowed.urlPattern("/books/:id", hub).hub()).isEqualTo(hub);
        assertThat(allowed.selector("/books/:id").isExact()).isTrue();
        assertThatThrownBy(() -> allowed.selector("\0/books/:id")).isInstanceOf(IllegalArgumentException.class);
    }
}
