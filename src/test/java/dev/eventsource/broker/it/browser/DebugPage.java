package dev.eventsource.broker.it.browser;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.run.TestUser;
import java.util.List;
import org.openqa.selenium.Keys;

/** What a developer sees and does on the debug page. */
record DebugPage(Browser browser) {

    /** A frame in the list, without its time. */
    record Row(String event, String id, String data) {
        static Row of(List<String> cells) {
            return new Row(cells.get(1), cells.get(2), cells.get(3));
        }
    }

    static DebugPage open(Browser browser) {
        return open(browser, "");
    }

    /** Of a broker under that path. */
    static DebugPage open(Browser browser, String path) {
        browser.open(Broker.uri(path + "/debug"));
        return new DebugPage(browser);
    }

    void subscribe(TestUser user, String... channels) {
        fill("#key", user.key());
        fill("#secret", user.secret());
        fill("#channels", String.join("\n", channels));
        browser.element("#subscribe button").click();
    }

    void subscribe(String socket) {
        browser.element("[value=ticket]").click();
        fill("#socket", socket);
        browser.element("#subscribe button").click();
    }

    void subscribeToPublic(String user, String... channels) {
        browser.element("[value=nothing]").click();
        fill("#public-user", user);
        fill("#channels", String.join("\n", channels));
        browser.element("#subscribe button").click();
    }

    void subscribeToTopics(String topic, String token) {
        browser.element("[value=hub]").click();
        fill("#topics", topic);
        fill("#hub-token", token);
        browser.element("#subscribe button").click();
    }

    void publish(String topic, String data, String token) {
        fill("#update-topics", topic);
        fill("#update-data", data);
        browser.element("#update-private").click();
        fill("#publisher-token", token);
        browser.element("#update button").click();
    }

    String published() {
        return browser.element("#published").getText();
    }

    String refused() {
        return browser.element("#refused").getText();
    }

    void pasteToken(String token) {
        browser.element("[value=token]").click();
        fill("#token", token);
    }

    /** What the page says of the token. */
    List<String> claims() {
        return texts("#claims dt, #claims dd");
    }

    List<String> faults() {
        return texts("#faults li");
    }

    boolean isOpen() {
        return state().equals("open");
    }

    String state() {
        return String.valueOf(browser.element("#now").getDomAttribute("data-state"));
    }

    String reason() {
        return browser.element("#reason").getText();
    }

    List<String> timeLine() {
        return texts("#timeline b, #timeline li:only-child");
    }

    List<Row> rows() {
        return browser.texts("#frames .row:not([hidden])", "*").stream()
                .map(Row::of)
                .toList();
    }

    Row lastRow() {
        return rows().get(rows().size() - 1);
    }

    String window() {
        return browser.element("#window").getText();
    }

    void select(String data) {
        int place = rows().stream().map(Row::data).toList().indexOf(data);
        browser.elements("#frames .row:not([hidden])").get(place).click();
    }

    /** The chosen frame, a line each. */
    String raw() {
        return String.valueOf(browser.element("#raw").getDomProperty("textContent"));
    }

    String lastId() {
        return String.valueOf(browser.element("#last-id").getDomProperty("value"));
    }

    void resumeFrom(String id) {
        fill("#last-id", id);
        resume();
    }

    void resume() {
        browser.element("#again [type=submit]").click();
    }

    void click(String selector) {
        browser.element(selector).click();
    }

    void fill(String selector, String text) {
        browser.element(selector).sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
    }

    private List<String> texts(String selector) {
        return browser.texts(selector);
    }
}
