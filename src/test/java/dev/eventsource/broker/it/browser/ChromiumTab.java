package dev.eventsource.broker.it.browser;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;
import java.util.Map;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;

/** A tab of a Chromium, whose driver drives one tab at a time. */
record ChromiumTab(ChromeDriver driver, String handle) implements Tab {
    private static final String EVALUATE =
            "const done = arguments[1]; (async () => await eval(arguments[0]))().then(value => done(JSON.stringify(value ?? null)),"
                    + " failure => done(JSON.stringify('failed: ' + failure)))";

    static ChromiumTab open(ChromeDriver driver) {
        driver.switchTo().window(driver.getWindowHandles().iterator().next());
        driver.switchTo().newWindow(WindowType.TAB);
        return new ChromiumTab(driver, driver.getWindowHandle());
    }

    @Override
    public void open(URI address) {
        here().get(address.toString());
    }

    @Override
    public void back() {
        here().navigate().back();
    }

    @Override
    public JsonValue evaluate(String expression) {
        Object json = here().executeAsyncScript(EVALUATE, expression);
        try (var reader = Json.createReader(new StringReader(String.valueOf(json)))) {
            return reader.readValue();
        }
    }

    /** Stops all scripts of the page, as browsers do with pages in the background. */
    void freeze() {
        setLifecycleState("frozen");
    }

    void thaw() {
        setLifecycleState("active");
    }

    private void setLifecycleState(String state) {
        here().executeCdpCommand("Page.setWebLifecycleState", Map.of("state", state));
    }

    @Override
    public void close() {
        here().close();
    }

    private ChromeDriver here() {
        driver.switchTo().window(handle);
        return driver;
    }
}
