package dev.eventsource.broker.it.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.stream.Audience;
import dev.eventsource.broker.it.stream.EventFrames;
import dev.eventsource.broker.it.stream.OpeningStreams;
import dev.eventsource.broker.it.support.CopiedWar;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Site;
import org.junit.jupiter.api.Test;

/** What is shown of a broker that was deployed by copying its file, with settings from the server's environment and nowhere else. */
public interface CopiedTests extends EventFrames, OpeningStreams, Audience {
    CopiedWar war();

    @Test
    default void isTakenOutWithItsFileAndComesBackWithIt() {
        war().take();
        war().put();
        String channel = Site.newChannel();
        try (var stream = Site.ALICES.subscribe(channel)) {
            Site.ALICES.post("/event", Form.of("channel", channel, "data", "d", "id", "1"));
            assertThat(stream.next()).isEqualTo("id: 1\ndata: d\n\n");
        }
    }
}
