package dev.eventsource.broker.page;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The files of the pages, each read when it is first asked for. Any thread may ask. */
@Singleton
class Pages {
    private final ConcurrentMap<String, Page> files = new ConcurrentHashMap<>();

    @Inject
    Pages() {}

    /** The file of that name; names that are not there are not remembered. */
    Optional<Page> find(String name) {
        return Optional.ofNullable(
                files.computeIfAbsent(name, unread -> Page.load(unread).orElse(null)));
    }
}
