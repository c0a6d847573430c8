package dev.eventsource.broker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderSyntaxTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: application/x-www-form-urlencoded",
                "content-type: application/x-www-form-urlencoded; charset=UTF-8",
                "Content-Type: multipart/form-data; boundary=\"a b\"",
                "Content-Type: application/x-www-form-urlencoded; charset;",
                "Accept: */*",
                "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "Accept: application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5, */*;q=0.1",
                "Accept-Language: de-DE, en;q=0.5, *;q=0",
                "Content-Language: zh-Hant-TW",
                "Content-Encoding: gzip, br",
                "If-None-Match: \"abc\", W/\"d\"",
                "If-None-Match: *",
                "X-Whatever: ;;,\"="
            })
    void takesWhatClientsSend(String line) {
        assertThat(isReadable(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: ",
                "Content-Type: a",
                "Content-Type: a/",
                "Content-Type: a/b,c/d",
                "Content-Type: a/b; q",
                "Content-Type: a/b; Q=1",
                "Content-Type: a/b; qs=1",
                "Content-Type: a/b; q =x",
                "Content-Type: \u00e9/b",
                "Accept: a",
                "Accept: */*;q=2",
                "Accept: a/b;q=x",
                "Accept: a/b;q",
                "Accept: a/b,,c/d",
                "Accept-Language: a;q=x",
                "Accept-Language: */*;q=2",
                "Content-Language: de_DE",
                "Content-Encoding: \u00e9",
                "Content-Encoding: \u0001",
                "If-None-Match: abc",
                "If-None-Match: \"x",
                "If-Match: W/\""
            })
    void findsWhatServersFailAt(String line) {
        assertThat(isReadable(line)).isFalse();
    }

    @Test
    void readsTheLongestHeads() {
        String many = String.join(";", Collections.nCopies(16_000, "a=b"));
        assertThat(HeaderSyntax.isReadable("Accept", "a/b;" + many)).isTrue();
        assertThat(HeaderSyntax.isReadable("Accept", "a/b;" + "a".repeat(64_000) + "("))
                .isFalse();
        assertThat(HeaderSyntax.isReadable("If-Match", "\"" + "a".repeat(64_000)))
                .isFalse();
    }

    private static boolean isReadable(String line) {
        int colon = line.indexOf(':');
        return HeaderSyntax.isReadable(line.substring(0, colon), line.substring(colon + 2));
    }
}
