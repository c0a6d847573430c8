package dev.eventsource.broker.ledger.judge;

import dev.eventsource.broker.ledger.event.Offset;
import dev.eventsource.broker.ledger.value.Saying;
import dev.eventsource.broker.ledger.value.Sight;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds what streams began with against what was said of last values. Each says of which place in the log its values are: they have
 * to be the log's at that place, except those that change behind it; that place must not be older than what everyone had when the
 * stream was asked for; and what follows has to come live.
 *
 * <p>Where the stream of all nodes was deleted just then, no place says anything, and nothing is judged.
 */
public final class ValueJudge {
    /** How late a node may be to which nothing was done. */
    private static final long MARGIN_MILLIS = 5_000;

    /** How far the witness, or a node, may have been behind a stream that was deleted. */
    private static final long DELETION_MILLIS = 15_000;

    /** How long a node loads values when MongoDB is back. */
    private static final long LOADING_MILLIS = 10_000;

    private static final int MOST_LINES = 80;

    private final ValueLog log;
    private final Collection<Saying> all;
    private final List<Incident> incidents;
    private final Incidents ofNodes;
    private final List<Finding> findings = new ArrayList<>();
    private long judged;

    /** A judge of what was said, and where the log has it. */
    public ValueJudge(Map<Saying, Offset> log, Collection<Saying> all, List<Incident> incidents) {
        this.log = new ValueLog(log);
        this.all = all;
        this.incidents = List.copyOf(incidents);
        this.ofNodes = new Incidents(incidents, true);
    }

    /** Judges streams of any time, and what of them was not there. */
    public ValueJudge judge(List<Sight> sights) {
        all.stream()
                .filter(saying -> saying.isConfirmed() && log.offset(saying) == null)
                .filter(saying -> !isNearDeletion(saying.beganAt(), saying.beganAt()))
                .forEach(saying -> find(Finding.Kind.LOST_BEFORE_THE_LOG, "RabbitMQ", saying + " was confirmed"));
        sights.forEach(this::judge);
        return this;
    }

    /** Judges streams of the end, when nothing is said any more and everyone has had the time to learn it. */
    public ValueJudge judgeEnd(List<Sight> sights) {
        for (Sight sight : sights) {
            judge(sight);
            Offset end = log.end();
            List<Beginning> beginnings = Beginning.of(sight);
            Offset place = beginnings.isEmpty() ? null : place(beginnings.get(0));
            if (end != null && (place == null || place.compareTo(end) < 0)) {
                reporter(sight)
                        .accept(Finding.Kind.PLACE_TOO_OLD, "in the end its place is %s of %s".formatted(place, end));
            }
        }
        return this;
    }

    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** How many beginnings of streams were held against the log. */
    public long judged() {
        return judged;
    }

    private void judge(Sight sight) {
        for (Sight.Seen seen : sight.seen()) {
            if (seen instanceof Sight.Wrong wrong) {
                reporter(sight).accept(Finding.Kind.FOREIGN, wrong.what());
            }
        }
        for (Beginning beginning : Beginning.of(sight)) {
            if (!isNearDeletion(sight.askedAt(), beginning.until())) {
                judge(beginning);
            }
        }
    }

    private void judge(Beginning beginning) {
        BiConsumer<Finding.Kind, String> reporter = reporter(beginning.sight());
        boolean mayLack = mayLack(beginning.sight().node(), beginning.begin().at());
        Offset place = place(beginning);
        Offset least = least(beginning);
        if (place == null) {
            judgeEmpty(beginning, least, mayLack);
            return;
        }
        judged++;
        if (least != null && place.compareTo(least) < 0) {
            reporter.accept(
                    Finding.Kind.PLACE_TOO_OLD,
                    "%s, where everyone had %s when it was asked for".formatted(place, least));
        }
        long at = beginning.place() == null
                ? beginning.until()
                : beginning.place().at();
        new ValueFront(log, reporter).judge(beginning.front(), place, at, mayLack);
        new ValueLive(log, reporter).judge(beginning.live(), place, saying -> isDue(saying, beginning));
    }

    /** A stream that says no place says that there is no value. */
    private void judgeEmpty(Beginning beginning, @Nullable Offset least, boolean mayLack) {
        if (least != null && beginning.isEmptyFor(MARGIN_MILLIS)) {
            judged++;
            new ValueFront(log, reporter(beginning.sight())).judge(List.of(), least, beginning.until(), mayLack);
        }
    }

    private @Nullable Offset place(Beginning beginning) {
        Sight.Place place = beginning.place();
        if (place == null) {
            return null;
        }
        long deleted = ofNodes.thatLoseStream().stream()
                .filter(deletion -> deletion.to() < place.at())
                .count();
        return new Offset((int) deleted, place.number());
    }

    /** The last that everyone had when the stream was asked for; null where there is none, or behind a reset. */
    private @Nullable Offset least(Beginning beginning) {
        Sight sight = beginning.sight();
        if (beginning.begin().isReset()) {
            return null;
        }
        return all.stream()
                .filter(saying -> saying.confirmedAt() < sight.askedAt() - MARGIN_MILLIS)
                .filter(saying ->
                        isWell(saying, sight.node(), sight.askedAt()) && isWell(saying, sight.door(), sight.askedAt()))
                .map(log::offset)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private boolean isWell(Saying saying, String node, long until) {
        return !ofNodes.concern(node, saying.confirmedAt() - MARGIN_MILLIS, until);
    }

    private boolean isDue(Saying saying, Beginning beginning) {
        return saying.confirmedAt() < beginning.until() - MARGIN_MILLIS - beginning.lag()
                && isWell(saying, beginning.sight().node(), beginning.until());
    }

    private boolean isNearDeletion(long from, long to) {
        return ofNodes.loseStream(from - DELETION_MILLIS, to + DELETION_MILLIS);
    }

    /** A node that started, or whose binding was lost, while MongoDB was away, has what came in since, until that is back. */
    private boolean mayLack(String node, long at) {
        return incidents.stream()
                .filter(mongo -> mongo.kind().startsWith("MongoDB"))
                .anyMatch(mongo -> incidents.stream()
                        .filter(other -> other.effect().mayLeaveGap(true)
                                || (other.effect() == Incident.Effect.LOSES_FEED
                                        && other.node().equals(node)))
                        .filter(other -> other.concerns(node) && other.overlaps(mongo.from(), mongo.to()))
                        .anyMatch(other ->
                                at >= other.from() && at <= Math.max(mongo.to(), other.to()) + LOADING_MILLIS));
    }

    private BiConsumer<Finding.Kind, String> reporter(Sight sight) {
        return (kind, what) -> {
            List<String> lines = sight.lines();
            findings.add(new Finding(kind, sight.node(), what, lines.subList(0, Math.min(MOST_LINES, lines.size()))));
        };
    }

    private void find(Finding.Kind kind, String subject, String what) {
        findings.add(new Finding(kind, subject, what, List.of()));
    }
}
