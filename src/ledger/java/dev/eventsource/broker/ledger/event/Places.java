package dev.eventsource.broker.ledger.event;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers in ids that say where an event stands: those of channels' events, and the UUIDs of updates. Stateless. */
public final class Places {
    private static final Pattern POSITION = Pattern.compile("@(?:[0-9a-f]+-)?(-1|\\d{1,18})");
    private static final Pattern UUID_8 =
            Pattern.compile("urn:uuid:([0-9a-f]{8})-([0-9a-f]{4})-8([0-9a-f]{3})-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    private static final int HEX = 16;

    private Places() {}

    /** The number that an id says, which is -1 in front of a stream's first; empty where it says none. */
    public static OptionalLong number(String id) {
        Matcher position = POSITION.matcher(id);
        if (position.matches()) {
            return OptionalLong.of(Long.parseLong(position.group(1)));
        }
        Matcher uuid = UUID_8.matcher(id);
        return uuid.matches()
                ? OptionalLong.of(Long.parseLong(uuid.group(1) + uuid.group(2) + uuid.group(3), HEX))
                : OptionalLong.empty();
    }
}
