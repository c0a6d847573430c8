package dev.eventsource.broker.it.browser;

/** Tests of what pages of a site get: the class that implements them brings the browser. */
interface PageTests {
    TabbedBrowser browser();

    /** Opens a page in a tab of its own, which does not yet subscribe. */
    default Visitor visit(Stage stage) {
        return Visitor.of(browser(), stage.pages());
    }
}
