package dev.eventsource.broker.feed;

import dev.eventsource.broker.event.RefusalReason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How the latest refused messages begin: fifty of them, half a kilobyte each, here alone and until the node ends. Bytes are
 * made text when somebody asks, for they can come at any rate. Any thread may call; guarded by this object's lock.
 */
final class RefusalSamples {
    static final int MOST = 50;
    static final int LONGEST = 512;

    /** What would have a text read otherwise than it is, such as marks that turn the direction of writing (Unicode, category Cf). */
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

    private final ArrayDeque<Sample> samples = new ArrayDeque<>(MOST);

    @SuppressWarnings("ArrayRecordComponent") // never compared; it exists to carry the array
    private record Sample(
            Instant at, RefusalReason reason, String whatToChange, long offset, int length, byte[] beginning) {
        RefusedMessage inWords() {
            String text = INVISIBLE
                    .matcher(RefusedMessages.withoutSecrets(new String(beginning, StandardCharsets.UTF_8)))
                    .replaceAll("\uFFFD");
            return new RefusedMessage(at, reason, whatToChange, offset, length, text);
        }
    }

    synchronized void add(RefusalReason reason, String whatToChange, long offset, byte[] body) {
        if (samples.size() == MOST) {
            samples.removeFirst();
        }
        byte[] beginning = Arrays.copyOf(body, Math.min(LONGEST, body.length));
        samples.addLast(new Sample(Instant.now(), reason, whatToChange, offset, body.length, beginning));
    }

    List<RefusedMessage> newestFirst() {
        return copy().stream().map(Sample::inWords).toList();
    }

    private synchronized List<Sample> copy() {
        List<Sample> newestFirst = new ArrayList<>(samples.size());
        for (Iterator<Sample> newest = samples.descendingIterator(); newest.hasNext(); ) {
            newestFirst.add(newest.next());
        }
        return newestFirst;
    }
}
