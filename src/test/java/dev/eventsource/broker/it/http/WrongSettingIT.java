package dev.eventsource.broker.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.WatchesTheServersJvm;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A setting that the broker cannot run with: one line of its own says so, before whatever the server has to say. */
@WatchesTheServersJvm
@ArquillianTest
class WrongSettingIT {
    private static final String BROKER = "broker";
    private static final String SETTING = "HISTORY_SECONDS";
    private static final String KEYS = "MERCURE_PUBLISHER_JWKS_URL";

    /** Stack traces, which are the server's; where a bean cannot be made it logs four or five. */
    private static final int FEW = 2;

    private static final Logger ROOT = Logger.getLogger("");

    private final Records records = new Records();

    @Deployment(name = BROKER, managed = false, testable = false)
    static WebArchive war() {
        return Broker.war();
    }

    @AfterEach
    void forget() {
        ROOT.removeHandler(records);
        System.clearProperty(SETTING);
        System.clearProperty("SOURCES");
        System.clearProperty(KEYS);
    }

    /** Embedded Payara throws nothing, so what shows it is that nothing is served. */
    @Test
    void isToldInOneLineAndStopsTheDeployment(@ArquillianResource Deployer deployer) {
        isTold(
                deployer,
                SETTING,
                "never",
                "The setting HISTORY_SECONDS is 'never'; allowed is: whole seconds from 1 to 86400");
    }

    /** So it is with what a setting names, which is read by somebody else. */
    @Test
    void wrongRulesAreToldInOneLineToo(@ArquillianResource Deployer deployer) {
        isTold(deployer, "SOURCES", "/nowhere/sources.json", "the file cannot be read: there is none at /nowhere/");
    }

    /** Nor does the server say it, who has it from the broker. */
    @Test
    void nothingInAValueIsToldThatIsSecretOrALineOfItsOwn(@ArquillianResource Deployer deployer) {
        isTold(
                deployer,
                KEYS,
                "htps://host/keys\nSEVERE made up?code=hidden",
                "'htps://host/keys SEVERE made up?code=***'");
        assertThat(records.texts).noneMatch(text -> text.contains("hidden"));
    }

    private void isTold(Deployer deployer, String setting, String value, String words) {
        System.setProperty(setting, value);
        ROOT.addHandler(records);
        deployer.deploy(BROKER);
        try {
            assertThat(Door.get("/es.js").status()).isEqualTo(404);
            assertThat(records.texts.get(0)).contains(words).hasLineCount(1);
            assertThat(records.traces.get()).isLessThanOrEqualTo(FEW);
        } finally {
            deployer.undeploy(BROKER);
        }
    }

    /** What was logged of warnings and errors, as a log file has it. */
    private static final class Records extends Handler {
        final List<String> texts = new CopyOnWriteArrayList<>();
        final AtomicInteger traces = new AtomicInteger();

        Records() {
            setFormatter(new SimpleFormatter());
        }

        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
                texts.add(getFormatter().format(record));
                traces.addAndGet(record.getThrown() == null ? 0 : 1);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
