package dev.eventsource.broker.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                "MONGO_URL | mongodb://",
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

    @Test
    void nothingIsWrongWithTheDefaults() {
        wrong = HUB;
        assertThatCode(SettingsCheck::read).doesNotThrowAnyException();
    }
}
