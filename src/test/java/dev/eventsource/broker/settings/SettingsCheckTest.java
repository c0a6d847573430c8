package dev.eventsource.broker.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found before anything of the broker is made. */
class SettingsCheckTest {
    private static final String HUB = "MERCURE";
    private String wrong = "";

    @BeforeEach
    void openHub() {
        System.setProperty(HUB, "0");
        System.setProperty("MERCURE_PUBLISHER_JWT_KEY", "a secret of thirty-two bytes or more");
        System.setProperty("MERCURE_SUBSCRIBER_JWT_KEY", "a secret of thirty-two bytes or more");
    }

    @AfterEach
    void clear() {
        System.clearProperty(HUB);
        System.clearProperty("MERCURE_PUBLISHER_JWT_KEY");
        System.clearProperty("MERCURE_SUBSCRIBER_JWT_KEY");
        System.clearProperty(wrong);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "HISTORY_SECONDS | never",
                "AMQP_URL | amqp://host/a/b",
                "AMQP_URL | amqp://:@host",
                "AMQP_URL | amqp://host:99999",
                "AMQP_EXCHANGE | ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ",
                "MONGO_URL | mongodb://",
                "MONGO_URL | mongodb://host/?minPoolSize=500",
                "MONGO_URL | mongodb://host/?timeoutMS=-1",
                "MONGO_URL | mongodb://host/?localThresholdMS=-1",
                "TOKEN_ISSUERS | [{}]",
                "SOURCES | {'rules':[{'channel':1}]}",
                "SOURCES | /nowhere/sources.json",
                "MERCURE_PUBLISHER_JWT_KEY | short",
                "MERCURE_SUBSCRIBER_JWT_KEY | short",
            })
    void alsoWhatItsPackageAloneCanRead(String setting, String value) {
        wrong = setting;
        System.setProperty(setting, value.replace('\'', '"'));
        assertThatThrownBy(SettingsCheck::read)
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith("The setting " + setting + " is '");
    }

    /** A JSON library ends this in a way of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"SOURCES", "TOKEN_ISSUERS"})
    void whatIsNestedTooDeepIsWrongToo(String setting) {
        wrong = setting;
        System.setProperty(
                setting, (setting.equals("SOURCES") ? "{'rules':" : "").replace('\'', '"') + "[".repeat(5_000));
        assertThatThrownBy(SettingsCheck::read).isInstanceOf(InvalidSetting.class);
    }

    @Test
    void ofIssuersItIsToldWhatTheyAreAndWhichIsNone() {
        wrong = "TOKEN_ISSUERS";
        System.setProperty(
                wrong,
                "[{\"iss\":\"a\",\"user\":\"b\",\"secret\":\"%s\"},{\"secret\":\"hidden\"}]"
                        .formatted("hidden ".repeat(6)));
        assertThatThrownBy(SettingsCheck::read)
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContainingAll("TOKEN_ISSUERS", "a JSON array", "/1")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void nothingIsWrongWithTheDefaults() {
        wrong = HUB;
        assertThatCode(SettingsCheck::read).doesNotThrowAnyException();
    }
}
