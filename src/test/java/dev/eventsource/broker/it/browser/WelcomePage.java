package dev.eventsource.broker.it.browser;

import java.net.URI;
import java.util.List;

/** What a visitor sees and does on the welcome page. */
record WelcomePage(Browser browser) {

    /** One row of the list, its texts as they are and not as markup. */
    record Row(String name, String delay, String data, String id) {
        static Row of(List<String> parts) {
            return new Row(parts.get(0), parts.get(1), parts.get(2), parts.get(3));
        }
    }

    static WelcomePage open(Browser browser, URI address) {
        browser.open(address);
        return new WelcomePage(browser);
    }

    boolean isConnected() {
        return "open".equals(browser.element("#connection").getDomAttribute("data-state"));
    }

    void publish(String data, String name) {
        fill("#data", data);
        fill("#name", name);
        browser.element("#publish button").click();
    }

    String reply() {
        return browser.element("#reply").getText();
    }

    boolean isRefused() {
        return "refused".equals(browser.element("#reply").getDomAttribute("data-outcome"));
    }

    String count() {
        return browser.element("#count").getText();
    }

    List<Row> rows() {
        return browser.texts("#events li", ".name, .delay, .data, .id").stream()
                .map(Row::of)
                .toList();
    }

    // ChromeDriver cannot type characters outside the basic plane.
    private void fill(String selector, String text) {
        browser.run("arguments[0].value = arguments[1]", browser.element(selector), text);
    }
}
