package dev.eventsource.broker.token;

import dev.eventsource.broker.user.IssuerDocuments;
import dev.eventsource.broker.user.IssuerDocuments.Named;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Judges the issuers that users' documents name. One that has not changed keeps its keys, and why one is not trusted is logged once.
 * Belongs to one thread.
 *
 * <p>The keys of a user's issuers are asked for in two threads of that user's, so that a slow one holds up that user alone.
 */
final class NamedIssuers implements AutoCloseable {
    static final int MOST_OF_ONE = 8;

    private static final Logger LOG = System.getLogger(NamedIssuers.class.getName());
    private static final int THREADS_OF_ONE = 2;
    private static final int MOST_WAITING = 250;
    private static final int LONGEST = 16 << 10;

    private final IssuerDocuments documents;
    private final Issuers ofSetting;
    private final Duration rarest;
    private final Map<String, KeyThreads> threads = new HashMap<>();
    private Map<Named, Optional<Trusted>> read = Map.of();
    private Set<Distrust> told = Set.of();

    private record Distrust(Named issuer, String reason) {}

    NamedIssuers(IssuerDocuments documents, Issuers ofSetting, Duration rarest) {
        this.documents = documents;
        this.ofSetting = ofSetting;
        this.rarest = rarest;
    }

    /** Those of all that are trusted, by their names. */
    Map<String, List<Trusted>> accept(List<Named> all) {
        Map<Named, Optional<Trusted>> now = new LinkedHashMap<>();
        all.forEach(one -> now.put(one, read.containsKey(one) ? Objects.requireNonNull(read.get(one)) : read(one)));
        read = now;
        forgetThreads(all.stream().map(Named::user).toList());
        Set<Distrust> distrusted = new HashSet<>();
        Map<String, List<Trusted>> trusted = new HashMap<>();
        Set<String> users = documents.keysAmong(names(now).distinct().toList());
        now.forEach((named, issuer) -> {
            String reason = reason(named, issuer, users);
            if (reason.isEmpty()) {
                String name = issuer.orElseThrow().issuer().name();
                trusted.computeIfAbsent(name, any -> new ArrayList<>()).add(issuer.orElseThrow());
            } else {
                distrusted.add(new Distrust(named, reason));
            }
        });
        tell(distrusted);
        return Map.copyOf(trusted);
    }

    private static Stream<String> names(Map<Named, Optional<Trusted>> issuers) {
        return issuers.values().stream()
                .flatMap(Optional::stream)
                .map(one -> one.issuer().name());
    }

    private Optional<Trusted> read(Named one) {
        if (one.number() > MOST_OF_ONE || one.json().length() > LONGEST) {
            return Optional.empty();
        }
        KeyThreads own = threads.computeIfAbsent(
                one.user(), any -> new KeyThreads(THREADS_OF_ONE, MOST_WAITING, KeyTimes.USUAL.with(rarest)));
        try {
            return Optional.of(new IssuersJson(own).readOfUser(one.json(), one.user()));
        } catch (IllegalArgumentException | ClassCastException malformed) {
            return Optional.empty();
        }
    }

    private void forgetThreads(List<String> users) {
        Set<String> gone = new HashSet<>(threads.keySet());
        users.forEach(gone::remove);
        gone.forEach(user -> Objects.requireNonNull(threads.remove(user)).close());
    }

    /** Why it is not trusted; empty where it is. */
    private String reason(Named named, Optional<Trusted> issuer, Set<String> users) {
        if (named.number() > MOST_OF_ONE) {
            return "it is one of more than " + MOST_OF_ONE;
        }
        if (issuer.isEmpty()) {
            return "it is not as the manual has issuers";
        }
        String name = issuer.get().issuer().name();
        if (ofSetting.find(name).isPresent()) {
            return "TOKEN_ISSUERS has one of this name";
        }
        if (users.contains(name)) {
            return "its name is a user's key";
        }
        return isOneOfTwo(named, name) ? "the user names two of this name" : "";
    }

    private boolean isOneOfTwo(Named named, String name) {
        return read.entrySet().stream()
                        .filter(other -> other.getKey().user().equals(named.user()))
                        .flatMap(other -> other.getValue().stream())
                        .filter(other -> other.issuer().name().equals(name))
                        .count()
                > 1;
    }

    /** Without anything of the document, where a secret may stand. */
    private void tell(Set<Distrust> distrusted) {
        distrusted.stream()
                .filter(one -> !told.contains(one))
                .forEach(one -> LOG.log(
                        Level.WARNING,
                        "The issuer number {0} of the user ''{1}'' is not trusted: {2}",
                        one.issuer().number(),
                        one.issuer().user(),
                        one.reason()));
        told = distrusted;
    }

    @Override
    public void close() {
        threads.values().forEach(KeyThreads::close);
    }
}
