package dev.eventsource.broker.it.browser;

import java.net.URI;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** What a visitor sees and does on the welcome page. */
record WelcomePage(Browser browser) {

    /** One row of the list, its texts as they are and not as markup. */
    record Row(String name, String data, String id, String delay) {
        static Row of(WebElement row) {
            return new Row(text(row, ".name"), text(row, ".data"), text(row, ".id"), text(row, ".delay"));
        }

        private static String text(WebElement row, String part) {
            return String.valueOf(row.findElement(By.cssSelector(part)).getDomProperty("textContent"));
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
        return browser.elements("#events li").stream().map(Row::of).toList();
    }

    // ChromeDriver cannot type characters outside the basic plane.
    private void fill(String selector, String text) {
        browser.run("arguments[0].value = arguments[1]", browser.element(selector), text);
    }
}
