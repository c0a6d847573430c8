package dev.eventsource.broker.it.browser;

import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Broker;
import java.util.List;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What an operator sees and does on the console. */
record ConsolePage(Browser browser) {
    static ConsolePage open(Browser browser) {
        browser.open(Broker.uri("/admin"));
        return new ConsolePage(browser);
    }

    void signIn(String token) {
        await().until(() -> browser.element("#enter").isDisplayed());
        fill("#token", token);
        browser.press(Keys.ENTER);
    }

    boolean isInside() {
        return browser.element("#inside").isDisplayed();
    }

    boolean isLive() {
        return "open".equals(browser.element("#live").getDomAttribute("data-state"));
    }

    void show(String view) {
        browser.element("#views [href='#" + view + "']").click();
        await().until(() -> browser.element("#view-" + view).isDisplayed());
    }

    List<String> nodes() {
        return browser.elements("#nodes > li").stream()
                .map(node -> String.valueOf(node.getDomAttribute("data-node")))
                .toList();
    }

    String text(String selector) {
        return String.valueOf(browser.element(selector).getDomProperty("textContent"));
    }

    List<String> texts(String selector) {
        return browser.elements(selector).stream()
                .map(element -> String.valueOf(element.getDomProperty("textContent")))
                .toList();
    }

    void fill(String selector, String text) {
        WebElement field = browser.element(selector);
        browser.run("arguments[0].value = ''", field);
        field.sendKeys(text);
    }

    void click(String selector) {
        browser.element(selector).click();
    }

    /** The button of that text in a user's row. */
    void act(String key, String text) {
        browser.elements("#users tr[data-key='" + key + "'] button").stream()
                .filter(button -> button.getText().startsWith(text))
                .findFirst()
                .orElseThrow()
                .click();
    }

    void say(String selector) {
        await().until(() -> browser.element(selector).isDisplayed());
        click(selector);
    }
}
