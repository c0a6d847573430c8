package dev.eventsource.broker.mercure;

import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.http.Problem;
import dev.eventsource.broker.roster.Interest;
import dev.eventsource.broker.topic.TopicSelector;
import dev.eventsource.broker.url.HubUrl;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads what a subscriber of draft 08 asks for: section "Subscription". Stateless. */
final class Matchers {
    /** The types of matchers, as tokens name them; a parameter has them behind {@code match_}. */
    static final String EXACT = "exact";

    static final String URL_PATTERN = "urlpattern";

    static final List<String> TYPES = List.of(EXACT, URL_PATTERN);

    private static final String MATCH = "match";
    private static final List<String> EXACT_NAMES = List.of(MATCH, MATCH + "_" + EXACT);
    private static final String PATTERN_NAME = MATCH + "_" + URL_PATTERN;

    private Matchers() {}

    /** Whether there are any, well-formed or not: whatever begins so is one, or a mistake. */
    static boolean areIn(Parameters parameters) {
        return parameters.names().stream().anyMatch(Matchers::isOne);
    }

    private static boolean isOne(String name) {
        return name.regionMatches(true, 0, MATCH, 0, MATCH.length());
    }

    /** The selectors, at least one; a 400 problem where one is not well-formed, or they are too many. */
    static Set<TopicSelector> read(Parameters parameters, Allowed known, HubUrl hub) {
        List<String> exact = EXACT_NAMES.stream()
                .flatMap(name -> parameters.all(name).stream())
                .toList();
        List<String> patterns = parameters.all(PATTERN_NAME);
        requireKnown(parameters);
        Subscriptions.requireFew(
                Stream.concat(exact.stream(), patterns.stream()).toList(), MATCH);
        try {
            Set<TopicSelector> selectors = new LinkedHashSet<>();
            exact.forEach(text -> selectors.add(TopicSelector.exact(text)));
            patterns.forEach(text -> selectors.add(known.urlPattern(text, hub)));
            return selectors;
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(String.valueOf(e.getMessage()));
        }
    }

    /** What reads so, as those are told who may see who subscribes, with what is said of each by what it selects. */
    static Set<Interest> interests(Parameters parameters, HubUrl hub, Function<String, Optional<String>> payload) {
        Set<Interest> interests = new LinkedHashSet<>();
        EXACT_NAMES.forEach(name -> parameters
                .all(name)
                .forEach(text -> interests.add(
                        Interest.ofMatcher(hub, EXACT, text, payload.apply(text).orElse(null)))));
        parameters
                .all(PATTERN_NAME)
                .forEach(text -> interests.add(Interest.ofMatcher(
                        hub, URL_PATTERN, text, payload.apply(text).orElse(null))));
        return interests;
    }

    private static void requireKnown(Parameters parameters) {
        for (String name : parameters.names()) {
            if (isOne(name) && !EXACT_NAMES.contains(name) && !name.equals(PATTERN_NAME)) {
                throw Problem.badRequest(
                        "There is no parameter '%s'; subscribe with 'match', 'match_exact' and 'match_urlpattern'."
                                .formatted(name));
            }
        }
    }
}
