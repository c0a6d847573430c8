package dev.eventsource.broker.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.event.ChannelId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose tables of last values are gone through. */
class ValueTablesTest {
    private final ValueTables tables = new ValueTables();

    @Test
    void aUsersAreItsOwnAloneInTheOrderOfTheirNames() {
        Stream.of("a", "ab", "b", "\uffff", "", " ").forEach(user -> add(user, "2", "1"));
        add(null, "4", "3");
        assertThat(names("ab")).containsExactly("1", "2");
        assertThat(names("\uffff")).containsExactly("1", "2");
        assertThat(names(null)).containsExactly("3", "4");
        assertThat(names("c")).isEmpty();
    }

    @Test
    void whatIsTakenOutIsInNeitherOrder() {
        add("a", "1", "2");
        tables.remove(new ChannelId("a", "1"));
        assertThat(names("a")).containsExactly("2");
        assertThat(tables.get(new ChannelId("a", "1"))).isNull();
        assertThat(tables.all()).hasSize(1);
    }

    private void add(@Nullable String user, String... names) {
        for (String name : names) {
            tables.add(new LastValueTable(new ChannelId(user, name), 0));
        }
    }

    private List<String> names(@Nullable String user) {
        return tables.of(user).map(table -> table.channel().name()).toList();
    }
}
