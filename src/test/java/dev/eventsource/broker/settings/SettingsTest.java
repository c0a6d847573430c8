package dev.eventsource.broker.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @Test
    void hasADefaultForEverything() {
        Settings settings = settings(Map.of());
        assertThat(settings.duration(Setting.HEARTBEAT_SECONDS)).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.bytes(Setting.HISTORY_BYTES)).isEqualTo(256L << 20);
        assertThat(settings.bytes(Setting.MAX_EVENT_BYTES)).isEqualTo(1L << 20);
        assertThat(settings.list(Setting.AMQP_URL)).containsExactly("amqp://guest:guest@127.0.0.1:5672/%2F");
        assertThat(settings.text(Setting.ADMIN_TOKEN)).isEmpty();
    }

    @Test
    void takesWhatIsBlankAsNotSet() {
        assertThat(settings(Map.of("AMQP_EXCHANGE", " ")).text(Setting.AMQP_EXCHANGE))
                .isEqualTo("eventsource.fanout");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "10k,10240", "10K,10240", "3M,3145728", "2g,2147483648"})
    void readsSizesWithTheirUnit(String text, long bytes) {
        assertThat(settings(Map.of("HISTORY_BYTES", text)).bytes(Setting.HISTORY_BYTES))
                .isEqualTo(bytes);
    }

    @Test
    void readsSeveralUrlsInTheirOrder() {
        Settings settings = settings(Map.of("AMQP_URL", "amqp://a, amqps://u:p@b:1234/vhost"));
        assertThat(settings.list(Setting.AMQP_URL)).containsExactly("amqp://a", "amqps://u:p@b:1234/vhost");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HEARTBEAT_SECONDS | 0",
                "HEARTBEAT_SECONDS | 86401",
                "HEARTBEAT_SECONDS | 1.5",
                "HEARTBEAT_SECONDS | ten",
                "HISTORY_BYTES | 0",
                "HISTORY_BYTES | -1",
                "HISTORY_BYTES | 1T",
                "HISTORY_BYTES | 999999999999999999G",
                "AMQP_URL | localhost:5672",
                "AMQP_URL | http://localhost",
                "AMQP_URL | amqp://",
                "MONGO_URL | localhost",
                "ALLOWED_ORIGINS | www.example.org",
                "ALLOWED_ORIGINS | https://www.example.org/",
                "OPERATOR_ON_LOOPBACK | yes",
                "MERCURE | 2",
                "MERCURE_URL | urn:hub",
                "MERCURE_URL | https://www.example.org/",
                "MERCURE_PUBLISHER_JWKS_URL | file:///keys",
                "MERCURE_PUBLISHER_JWT_ALG | none",
                "MERCURE_SUBSCRIBER_JWT_ALG | EdDSA",
                "ORIGIN | broker.example.org",
                "ORIGIN | https://broker.example.org/?a=b",
            })
    void namesTheSettingItsValueAndWhatIsAllowed(String name, String text) {
        assertThatThrownBy(() -> settings(Map.of(name, text)))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContainingAll(name, "'" + text + "'", "allowed is")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AMQP_URL | amqp://user:hidden/secret@host | amqp://***@host",
                "AMQP_URL | amqp://user:hidden@host,http://other:secret@host2 | amqp://***@host2",
                "AMQP_URL | amqp://user:hid@den,sec:ret@host | amqp://***@host",
                "AMQP_URL | user:hidden/secret@host | ***@host",
                "MONGO_URL | mongo://user:hidden?#secret@host | mongo://***@host",
                "MONGO_URL | mongo://user:hidden | mongo://user:***",
                "AMQP_URL | amqp://user:hidden/%2F | amqp://user:***",
                "AMQP_URL | amqp://user:12hid/5672 | amqp://user:***",
                "AMQP_URL | amqp://a:b@host:5672,amqp://user:hidden | amqp://***@host:5672,amqp://user:***",
                "AMQP_URL | http://[::1]:5672 | http://[::1]:5672",
                "MONGO_URL | mongo://a:b@host:1,host2:2/?w=1&proxyPassword=hidden | mongo://***@host:1,host2:2/?w=***&proxyPassword=***",
                "MERCURE_PUBLISHER_JWKS_URL | htps://host/keys?code=hidden | htps://host/keys?code=***",
            })
    void masksCredentialsWhateverIsInThem(String name, String text, String masked) {
        assertThatThrownBy(() -> settings(Map.of(name, text)))
                .hasMessageContaining("'" + masked + "'")
                .hasMessageNotContainingAny("hid", "den", "sec", "ret");
    }

    /** Whatever it is: what stands behind a line's end would pass for a line of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"HEARTBEAT_SECONDS", "AMQP_URL", "ALLOWED_ORIGINS", "SOURCES"})
    void isToldInOneShortLine(String name) {
        for (String text : List.of("a\nb\rc", "a\0b", "a\u2028b\u202ec", "x".repeat(100_000))) {
            InvalidSetting told = name.equals("SOURCES")
                    ? settings(Map.of(name, text)).invalid(Setting.SOURCES, "there is none at " + text)
                    : catchThrowableOfType(InvalidSetting.class, () -> settings(Map.of(name, text)));
            assertThat(told)
                    .hasMessageStartingWith("The setting " + name + " is '")
                    .message()
                    .hasSizeLessThan(1_500)
                    .matches("[\\p{Print}]+");
        }
    }

    @Test
    void trustsNobodyOnLoopbackUnlessItIsToldToAndNobodyHasAToken() {
        assertThat(settings(Map.of()).flag(Setting.OPERATOR_ON_LOOPBACK)).isFalse();
        assertThat(settings(Map.of("OPERATOR_ON_LOOPBACK", "true")).flag(Setting.OPERATOR_ON_LOOPBACK))
                .isTrue();
        assertThatThrownBy(() -> settings(Map.of("OPERATOR_ON_LOOPBACK", "true", "ADMIN_TOKEN", "hidden")))
                .isInstanceOf(InvalidSetting.class)
                .hasMessage("The setting OPERATOR_ON_LOOPBACK is 'true'; allowed is: false, where ADMIN_TOKEN is set");
    }

    @Test
    void theManualShowsEverySettingAsItIs() throws IOException {
        String manual = Files.readString(Path.of("src/site/markdown/configuration.md"));
        assertThat(Stream.of(Setting.values()).map(SettingsTest::row))
                .allSatisfy(row -> assertThat(manual).contains(row));
    }

    private static String row(Setting setting) {
        String shown = setting.defaultText().isEmpty() ? "" : "`" + setting.defaultText() + "`";
        return "| `%s` | %s | %s |".formatted(setting.name(), shown, setting.description());
    }

    private static Settings settings(Map<String, String> set) {
        return new Settings(name -> Optional.ofNullable(set.get(name)));
    }

    /** The pages of all origins would act with the cookies of whoever looks at them. */
    @Test
    void cookiesAreNotTakenForPagesOfAllOrigins() {
        assertThatThrownBy(() -> settings(Map.of("TOKEN_COOKIE", "token")))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContainingAll("TOKEN_COOKIE", "ALLOWED_ORIGINS");
        assertThatThrownBy(() -> settings(Map.of("TOKEN_COOKIE", "token", "ALLOWED_ORIGINS", "https://a.example,null")))
                .isInstanceOf(InvalidSetting.class);
        assertThat(settings(Map.of("TOKEN_COOKIE", "token", "ALLOWED_ORIGINS", "https://a.example"))
                        .text(Setting.TOKEN_COOKIE))
                .isEqualTo("token");
    }
}
