package dev.eventsource.broker.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventIdsTest {
    @Test
    void areUuidsOfVersion7ThatSayTheirTime() {
        UUID id = UUID.fromString(EventIds.next(1_700_000_000_123L));
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(1_700_000_000_123L);
    }

    @Test
    void differWithinAMillisecond() {
        assertThat(Stream.generate(() -> EventIds.next(0)).limit(10_000)).doesNotHaveDuplicates();
    }
}
