package dev.eventsource.broker.channel;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.event.Update;
import dev.eventsource.broker.topic.TopicSelector;
import dev.eventsource.broker.url.HubUrl;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SelectorIndexTest {
    private static final List<String> TOPICS = List.of("/a/1", "/a/2", "/b", "/c");
    private static final List<String> SELECTORS = List.of(
            "/a/1",
            "/a/{id}",
            "/b",
            "/c",
            "/{any}",
            "*",
            "/none",
            "pattern:/a/:id",
            "pattern:*://hub.example.org/:any");

    private static final HubUrl HUB = HubUrl.of("https://hub.example.org/.well-known/mercure");

    private final SelectorIndex index = new SelectorIndex();
    private final HeldUpdates all = new HeldUpdates(new AtomicLong());
    private final Directory directory = new Directory(new Timeline(PositionIds.ofStream("name", 1), 1_000));
    private final Random random = new Random(7);

    private UpdateLog log(Set<TopicSelector> wanted, Set<TopicSelector> allowed) {
        return new UpdateLog(new UpdateId(wanted, allowed), all, directory, 0, new LogShare(0));
    }

    private static Set<TopicSelector> selectors(String... texts) {
        return Stream.of(texts).map(SelectorIndexTest::selector).collect(toSet());
    }

    private static TopicSelector selector(String text) {
        return text.startsWith("pattern:")
                ? TopicSelector.urlPattern(text.substring(8), HUB)
                : TopicSelector.parse(text);
    }

    private Set<UpdateLog> matching(Update update) {
        Set<UpdateLog> found = new HashSet<>();
        index.match(update.topics(), update.isPrivate(), found);
        return found;
    }

    private String[] some(List<String> texts) {
        return random.ints(1 + random.nextInt(3), 0, texts.size())
                .mapToObj(texts::get)
                .distinct()
                .toArray(String[]::new);
    }

    /** Against trying each, with more who are allowed than want, and the other way round. */
    @Test
    void findsWhoeverIsToHaveAnUpdate() {
        List<UpdateLog> logs = new ArrayList<>();
        Set<UpdateId> ids = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            Set<TopicSelector> wanted = selectors(some(SELECTORS));
            UpdateId id = i % 3 == 0
                    ? new UpdateId(Set.of(wanted.iterator().next()), Set.of())
                    : new UpdateId(wanted, selectors(some(SELECTORS.subList(i % 2 * 3, 9))));
            if (ids.add(id)) {
                logs.add(log(id.wanted(), id.allowed()));
            }
        }
        logs.forEach(index::add);
        for (int round = 0; !logs.isEmpty(); round++) {
            Update update = new Update(List.of(some(TOPICS)), round % 2 == 0, null);
            assertThat(matching(update))
                    .containsExactlyInAnyOrderElementsOf(
                            logs.stream().filter(log -> log.id().has(update)).toList());
            index.remove(logs.remove(random.nextInt(logs.size())));
        }
        assertThat(index.templates()).isZero();
    }

    private long triesOf(Update update) {
        long before = index.tries();
        assertThat(matching(update)).isEmpty();
        return index.tries() - before;
    }

    /** Anybody may subscribe to what is public, and much of it. */
    @Test
    void doesNotTryAPrivateUpdateWithWhatIsForPublicOnes() {
        Update update = new Update(List.of("/of/1"), true, null);
        for (int i = 0; i < 100; i++) {
            index.add(log(selectors("/of/{id}/" + i), Set.of()));
        }
        assertThat(triesOf(update)).isLessThan(100);
        index.add(log(selectors("/exact"), selectors("/of/{id}/x")));
        long withOneAllowed = triesOf(update);
        for (int i = 0; i < 100; i++) {
            index.add(log(selectors("/of/{id}/wanted/" + i), selectors("/of/{id}/x")));
        }
        // Whoever wants it may not have it, for nobody may.
        assertThat(triesOf(update)).isEqualTo(withOneAllowed);
    }

    @Test
    void doesNotTryAPublicUpdateWithWhatIsForPrivateOnes() {
        for (int i = 0; i < 100; i++) {
            index.add(log(selectors("/of/{id}/" + i), selectors("/may/{id}/" + i)));
        }
        assertThat(triesOf(new Update(List.of("/of/1", "/may/1"), false, null))).isLessThan(100);
    }

    @Test
    void countsWhatItTakesToLookForEachBeginning() {
        for (int i = 1; i <= 500; i++) {
            index.add(log(selectors("/" + "a".repeat(i) + "{id}"), Set.of()));
        }
        assertThat(triesOf(new Update(List.of("b".repeat(1_000)), false, null))).isGreaterThan(500);
    }

    /** All subscribers' tokens may have the same template. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void goesThroughTheFewerOfThoseWhoWantAndThoseWhoMay() {
        UpdateLog one = log(selectors("/a/1"), selectors("*"));
        index.add(one);
        for (int i = 0; i < 50_000; i++) {
            index.add(log(selectors("/of/" + i), selectors("*")));
        }
        Update update = new Update(List.of("/a/1"), true, null);
        for (int i = 0; i < 50_000; i++) {
            assertThat(matching(update)).containsExactly(one);
        }
    }
}
