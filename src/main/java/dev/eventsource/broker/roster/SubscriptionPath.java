package dev.eventsource.broker.roster;

import java.nio.charset.StandardCharsets;

/** How the paths of subscriptions are written. Stateless. */
final class SubscriptionPath {
    /** The longest that an update may have for a topic, in characters; of what has a longer one nobody is told. */
    static final int LONGEST = 1_024;

    private static final String HEX = "0123456789ABCDEF";

    private SubscriptionPath() {}

    /** RFC 6570, section 3.2.2: all but what is unreserved is percent-encoded. */
    static String expand(String value) {
        StringBuilder expanded = new StringBuilder(3 * value.length());
        for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved((char) each)) {
                expanded.append((char) each);
            } else {
                expanded.append('%').append(HEX.charAt(each >> 4 & 0xf)).append(HEX.charAt(each & 0xf));
            }
        }
        return expanded.toString();
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
    }
}
