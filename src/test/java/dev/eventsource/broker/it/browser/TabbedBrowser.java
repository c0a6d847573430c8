package dev.eventsource.broker.it.browser;

/** A browser of this machine with a profile of its own, whose tabs share what pages of one visitor share. */
interface TabbedBrowser extends AutoCloseable {
    Tab newTab();

    @Override
    void close();
}
