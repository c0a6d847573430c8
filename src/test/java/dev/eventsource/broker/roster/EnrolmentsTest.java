package dev.eventsource.broker.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnrolmentsTest {
    private static final String PAYLOAD = '"' + "a".repeat(Subscriber.LONGEST_PAYLOAD - 2) + '"';

    private final Enrolments enrolments = new Enrolments();

    private Optional<Enrolment> reserve() {
        return enrolments.reserve(Subscriber.of(Collections.nCopies(100, Interest.ofTopic("a", PAYLOAD))));
    }

    @Test
    void takeSoManyBytesAndNoMore() {
        List<Enrolment> all = new ArrayList<>();
        for (Optional<Enrolment> next = reserve(); next.isPresent(); next = reserve()) {
            all.add(next.get());
        }
        assertThat(enrolments.bytes()).isBetween(Enrolments.MOST_BYTES - 20_000, Enrolments.MOST_BYTES);
        assertThat(all).hasSizeGreaterThan(5_000);
        all.get(0).end();
        assertThat(reserve()).isPresent();
        assertThat(reserve()).isEmpty();
    }

    /** One that MongoDB has stays until MongoDB has it no more, so that it is not forgotten there. */
    @Test
    void keepWhatIsToBeRemoved() {
        Enrolment one = reserve().orElseThrow();
        one.begin();
        enrolments.enter(enrolments.takeBegun(new Share(10, 10)));
        one.end();
        one.end();
        assertThat(enrolments.ended(new Share(10, 10))).containsExactly(one);
        assertThat(enrolments.bytes()).isPositive();
        assertThat(enrolments.unlist(List.of(one))).containsExactly(one);
        assertThat(enrolments.unlist(List.of(one))).isEmpty();
        assertThat(enrolments.ended(new Share(10, 10))).isEmpty();
        assertThat(enrolments.unlisted()).containsExactly(one);
        assertThat(enrolments.bytes()).isPositive();
        enrolments.leave(List.of(one));
        enrolments.leave(List.of(one));
        assertThat(enrolments.unlisted()).isEmpty();
        assertThat(enrolments.bytes()).isZero();
    }

    @Test
    void followNobodyOfWhomThereIsNothingToTell() {
        Enrolment one = enrolments
                .reserve(Subscriber.of(List.of(Interest.ofTopic("a".repeat(1_024), PAYLOAD))))
                .orElseThrow();
        one.begin();
        assertThat(enrolments.takeBegun(new Share(10, 10))).isEmpty();
        one.end();
        assertThat(enrolments.bytes()).isZero();
    }
}
