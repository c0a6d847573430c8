package dev.eventsource.broker.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.channel.ChannelPattern;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TicketDocumentTest {
    private static final Date LAPSES_AT = Date.from(Instant.EPOCH);
    private static final ChannelPattern ORDERS = ChannelPattern.parse("orders.*.#");

    @Test
    void isReadAsItWasWritten() {
        for (Socket socket : List.of(
                socket(List.of("news"), List.of(), 5),
                socket(List.of("news"), List.of(ORDERS), 5),
                socket(List.of(), List.of(ORDERS), null))) {
            assertThat(TicketDocument.read(TicketDocument.write(socket, LAPSES_AT)))
                    .isEqualTo(socket);
        }
    }

    /** Earlier releases read this number, and turn a browser away for a while where there is no room for it. */
    @Test
    void leavesNoRoomOnNodesThatKnowNoPatterns() {
        Document ticket = TicketDocument.write(socket(List.of("news"), List.of(ORDERS), null), LAPSES_AT);
        assertThat(ticket.getInteger("max_connections")).isNegative();
        assertThat(TicketDocument.write(socket(List.of("news"), List.of(), null), LAPSES_AT))
                .containsEntry("max_connections", null)
                .doesNotContainKey("patterns");
    }

    private static Socket socket(List<String> channels, List<ChannelPattern> patterns, @Nullable Integer most) {
        return new Socket("s", "alice", channels, patterns, "p", "@0", Instant.EPOCH, most);
    }
}
