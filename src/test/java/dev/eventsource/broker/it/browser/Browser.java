package dev.eventsource.broker.it.browser;

import dev.eventsource.broker.it.support.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium of this machine, with a profile of its own. */
final class Browser implements TabbedBrowser {
    private static final Path SCREENSHOTS = Path.of(System.getProperty("java.io.tmpdir"), "screenshots");

    private final ChromeDriver driver;

    Browser() {
        this(options());
    }

    private Browser(ChromeOptions options) {
        driver = new ChromeDriver(service(), options);
    }

    /** Whose visitor has blocked all cookies, and with them whatever sites may store. */
    static Browser withoutStorage() {
        var blocked = Map.of("profile.default_content_setting_values.cookies", 2);
        return new Browser(options().setExperimentalOption("prefs", blocked));
    }

    void open(URI address) {
        driver.get(address.toString());
    }

    @Override
    public ChromiumTab newTab() {
        return ChromiumTab.open(driver);
    }

    WebElement element(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    List<WebElement> elements(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** All of one moment: a page that draws itself again meanwhile has no part in it. */
    @SuppressWarnings("unchecked")
    List<String> texts(String selector) {
        return (List<String>)
                run("return Array.from(document.querySelectorAll(arguments[0]), e => e.textContent)", selector);
    }

    /** Of each element the texts of those parts of it, all of one moment. */
    @SuppressWarnings("unchecked")
    List<List<String>> texts(String selector, String parts) {
        String script = "return Array.from(document.querySelectorAll(arguments[0]),"
                + " e => Array.from(e.querySelectorAll(arguments[1]), part => part.textContent))";
        return (List<List<String>>) run(script, selector, parts);
    }

    Object run(String script, Object... arguments) {
        return Optional.ofNullable(driver.executeScript(script, arguments)).orElse("");
    }

    /** Runs a function of its last argument, which it calls back with the result. */
    Object runLater(String script, Object... arguments) {
        return Optional.ofNullable(driver.executeAsyncScript(script, arguments)).orElse("");
    }

    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** Whatever the console holds of errors, refusals of the content security policy among them. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    void resize(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** No part of the page is wider than its window. */
    boolean fitsItsWindow() {
        return Boolean.TRUE.equals(driver.executeScript("return document.documentElement.scrollWidth <= innerWidth"));
    }

    /** Of the whole page, in light and in dark colours. */
    void saveScreenshots(String name) {
        for (var colorScheme : List.of("light", "dark")) {
            prefer(colorScheme);
            save(name + "-" + colorScheme + ".png", wholePage());
        }
    }

    @Override
    public void close() {
        driver.quit();
    }

    void prefer(String colorScheme) {
        Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", colorScheme);
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    private byte[] wholePage() {
        Object width = run("return document.documentElement.clientWidth");
        Object height = run("return document.documentElement.scrollHeight");
        Map<String, Object> clip = Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1);
        Map<String, Object> all = Map.of("clip", clip, "captureBeyondViewport", true);
        Object image = driver.executeCdpCommand("Page.captureScreenshot", all).get("data");
        return Base64.getDecoder().decode(String.valueOf(image));
    }

    private static void save(String file, byte[] image) {
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(file), image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Both programs are named, or Selenium would look for them on the network.
    private static ChromeDriverService service() {
        return new ChromeDriverService.Builder()
                .usingDriverExecutable(new Program("chromedriver").path().toFile())
                .build();
    }

    private static ChromeOptions options() {
        var logged = new LoggingPreferences();
        logged.enable(LogType.BROWSER, Level.WARNING);
        var options = new ChromeOptions();
        options.setBinary(chromium());
        options.setCapability(ChromeOptions.LOGGING_PREFS, logged);
        return options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync");
    }

    private static String chromium() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> new Program(name).find().stream())
                .findFirst()
                .orElseThrow()
                .toString();
    }
}
