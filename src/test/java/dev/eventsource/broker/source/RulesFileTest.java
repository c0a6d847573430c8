package dev.eventsource.broker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the rules of sources are, and what is said of a file that has none. */
class RulesFileTest {
    private static final String RULES = "{\"sources\":[{\"exchange\":\"orders\"}]}";
    private static final int LONGEST = 4 << 20;

    @TempDir
    private Path directory;

    private static RulesFile of(String setting) {
        return new RulesFile(setting, new RulesJson("eventsource.fanout"));
    }

    private RulesFile file(byte[] content) throws IOException {
        return of(Files.write(directory.resolve("sources.json"), content).toString());
    }

    private static void assertInvalid(ThrowingCallable reading, String reason) {
        assertThatThrownBy(reading).isInstanceOf(InvalidRules.class).hasMessageContaining(reason);
    }

    @Test
    void theyStandInTheSettingOrInTheFileThatItNamesOrNowhere() throws Exception {
        assertThat(of("").read()).isSameAs(Rules.NONE);
        assertThat(of(RULES).isFile()).isFalse();
        assertThat(of(RULES).read().source("orders")).isNotNull();
        RulesFile file = file(RULES.getBytes(StandardCharsets.UTF_8));
        assertThat(file.isFile()).isTrue();
        assertThat(file.read().source("orders")).isNotNull();
    }

    @Test
    void aFileIsReadUpToTheLengthThatRulesMayHave() throws Exception {
        byte[] content = new byte[LONGEST];
        Arrays.fill(content, (byte) ' ');
        System.arraycopy(RULES.getBytes(StandardCharsets.UTF_8), 0, content, 0, RULES.length());
        assertThat(file(content).read().source("orders")).isNotNull();
        byte[] longer = Arrays.copyOf(content, LONGEST + 1);
        longer[LONGEST] = ' ';
        assertInvalid(file(longer)::read, "the file is longer than the 4194304 bytes that rules may have");
    }

    @Test
    void whatIsNoTextOrNoFileIsTold() throws Exception {
        assertInvalid(file(new byte[] {'{', (byte) 0xff, '}'})::read, "the file is not UTF-8");
        assertInvalid(of(directory.toString())::read, "the file cannot be read: ");
        assertInvalid(of(directory.resolve("none") + "\0")::read, "the file cannot be read: ");
    }
}
