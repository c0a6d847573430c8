package dev.eventsource.broker.it.browser;

import static org.awaitility.Awaitility.await;

import dev.eventsource.broker.it.support.Broker;
import java.util.List;
import java.util.function.Supplier;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
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

    @SuppressWarnings("unchecked")
    List<String> nodes() {
        return (List<String>)
                browser.run("return Array.from(document.querySelectorAll('#nodes > li'), e => e.dataset.node)");
    }

    String text(String selector) {
        return texts(selector).get(0);
    }

    List<String> texts(String selector) {
        return browser.texts(selector);
    }

    void fill(String selector, String text) {
        WebElement field = browser.element(selector);
        browser.run("arguments[0].value = ''", field);
        field.sendKeys(text);
    }

    void click(String selector) {
        press(() -> browser.element(selector));
    }

    /** The button of that text in a user's row. */
    void act(String key, String text) {
        press(() -> browser.elements("#users tr[data-key='" + key + "'] button").stream()
                .filter(button -> button.getText().startsWith(text))
                .findFirst()
                .orElseThrow());
    }

    void say(String selector) {
        await().until(() -> browser.element(selector).isDisplayed());
        click(selector);
    }

    // The page draws itself again as figures come, and may do so between the look and the press.
    private static void press(Supplier<WebElement> button) {
        await().ignoreException(StaleElementReferenceException.class).until(() -> {
            button.get().click();
            return true;
        });
    }
}
