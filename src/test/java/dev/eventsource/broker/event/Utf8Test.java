package dev.eventsource.broker.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.CharacterCodingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    @Test
    void textIsWhatItWasThoughItHasTheCharacterThatStandsForOthersInPlaces() throws CharacterCodingException {
        String text = "a \uFFFD is no fault, nor are ä, € and 𝄞";
        assertThat(Utf8.decode(text.getBytes(UTF_8))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0xC0, 0xC3, 0xFF})
    void whatIsNoTextIsReplacedByNothing(int lone) {
        byte[] bytes = {'a', (byte) lone, 'b'};
        assertThatThrownBy(() -> Utf8.decode(bytes)).isInstanceOf(CharacterCodingException.class);
    }

    @Test
    void halvesOfAPairAreNoText() {
        byte[] surrogate = {(byte) 0xED, (byte) 0xA0, (byte) 0x80};
        assertThatThrownBy(() -> Utf8.decode(surrogate)).isInstanceOf(CharacterCodingException.class);
    }

    @Test
    void countsBytesToTheLast() {
        for (String text : new String[] {"", "abc", "äöü", "€€", "𝄞x", "a".repeat(100)}) {
            int bytes = text.getBytes(UTF_8).length;
            assertThat(Utf8.isAtMost(bytes, text)).isTrue();
            assertThat(Utf8.isAtMost(bytes - 1, text)).isFalse();
        }
    }
}
