package dev.eventsource.broker.page;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The files of the pages, read once. */
@Singleton
class Pages {
    private final Page welcome = Page.load("index.html", "text/html;charset=UTF-8");
    private final Page style = Page.load("welcome.css", "text/css;charset=UTF-8");
    private final Page script = Page.load("welcome.js", "text/javascript;charset=UTF-8");

    @Inject
    Pages() {}

    Page welcome() {
        return welcome;
    }

    Page style() {
        return style;
    }

    Page script() {
        return script;
    }
}
