package dev.eventsource.broker.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each is read as, browsers say too. */
class UrlTest {
    private static final HubUrl HUB = HubUrl.of("https://hub.example.org/.well-known/mercure");

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "https://example.com/books/1 => https example.com `` /books/1 `` `` `` ``",
                "HTTPS://EXAMPLE.com:443 => https example.com `` / `` `` `` ``",
                "http://user:p@ss@example.com:8080/?q#f => http example.com 8080 / q f user p%40ss",
                "books/1 => https hub.example.org `` /.well-known/books/1 `` `` `` ``",
                "/books/1 => https hub.example.org `` /books/1 `` `` `` ``",
                "//a.b\\c => https a.b `` /c `` `` `` ``",
                "https:x => https hub.example.org `` /.well-known/x `` `` `` ``",
                "http:x => http x `` / `` `` `` ``",
                "?q=a b'c => https hub.example.org `` /.well-known/mercure q=a%20b%27c `` `` ``",
                "#a`b => https hub.example.org `` /.well-known/mercure `` a%60b `` ``",
                "/a/./b/../c/%2e%2E/d/. => https hub.example.org `` /a/d/ `` `` `` ``",
                "/../.. => https hub.example.org `` / `` `` `` ``",
                "/é {x} => https hub.example.org `` /%C3%A9%20%7Bx%7D `` `` `` ``",
                "https://exämple.com => https xn--exmple-cua.com `` / `` `` `` ``",
                "https://ex%61mple.com => https example.com `` / `` `` `` ``",
                "http://0x7f.1 => http 127.0.0.1 `` / `` `` `` ``",
                "http://017.3 => http 15.0.0.3 `` / `` `` `` ``",
                "http://[2001:DB8:0:0:1:0:0:1]/ => http [2001:db8::1:0:0:1] `` / `` `` `` ``",
                "http://[::ffff:1.2.3.4]/ => http [::ffff:102:304] `` / `` `` `` ``",
                "http://[::] => http [::] `` / `` `` `` ``",
                "urn:isbn:1?q#f => urn `` `` isbn:1 q f `` ``",
                "foo://Host/a\\b/.. => foo Host `` / `` `` `` ``",
                "file:///a => file `` `` /a `` `` `` ``",
                "file://localhost/a => file `` `` /a `` `` `` ``",
            })
    void isReadAsBrowsersReadIt(String text, String components) {
        assertThat(HUB.components(text))
                .isEqualTo("\n" + components.replace("``", "").replace(' ', '\n'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://",
                "https://a b/",
                "https://a<b/",
                "https://example.com:x/",
                "https://example.com:65536/",
                "https://user@/",
                "http://1.2.3.256",
                "http://1.2.3.4.5",
                "http://0x100000000",
                "http://[1::2::3]/",
                "http://[::1",
                "http://[12345::]/",
                "http://a%2fb/",
                "foo://a^b/"
            })
    void whatIsNoUrlHasNoComponents(String text) {
        assertThat(HUB.components(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/mercure",
                "/.well-known/mercure/a",
                "mercure/a",
                "",
                "?a",
                "#a",
                "./x/../mercure",
                "https://hub.example.org/.well-known/mercure/a",
                "http://other.example.org/.well-known/mercure/a",
                "foo:/.well-known/mercure/a",
                "/.well-known/%6Dercure/%61",
                "/%2ewell-known/mercure",
                "/.well-known/mercure/../mercure/a",
                "\\.well-known\\mercure\\a",
            })
    void topicsOfTheHubAreToldByTheirPath(String topic) {
        assertThat(HUB.isOwn(topic)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/mercurex",
                "/.well-known/Mercure",
                "/.well-known/%256Dercure",
                "/x/.well-known/mercure",
                "/a?/.well-known/mercure",
                "urn:/x",
                "https://[/.well-known/mercure"
            })
    void othersAreNot(String topic) {
        assertThat(HUB.isOwn(topic)).isFalse();
    }

    @Test
    void theMetadataAreFoundByTheUrl() {
        assertThat(HubUrl.of("http://localhost:8080/a/hub").metadataUrl())
                .isEqualTo("http://localhost:8080/.well-known/oauth-protected-resource/a/hub");
    }

    @Test
    void whatIsAroundDoesNotCountNorDoLineBreaksWithin() {
        assertThat(HUB.components(" \0\n/a b/\tc\r\n1 \u001f"))
                .isEqualTo(HUB.components("/a b/c1"))
                .contains("/a%20b/c1");
        assertThat(HUB.components(" \n ")).isEqualTo(HUB.components(""));
    }

    /** To encode one takes long. */
    @Test
    void aHostBeyondAsciiIsAtMostAsLongAsADomain() {
        assertThat(HUB.components("https://" + "é.".repeat(100) + "com")).isNotEmpty();
        assertThat(HUB.components("https://" + "é.".repeat(130) + "com")).isEmpty();
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void spacesWithinAreReadInLinearTime() {
        assertThat(HUB.components("/a" + " ".repeat(400_000) + "b")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/.well-known/hub/a", "/.well-known/mercure/a", "https://other.example.org/.well-known/mercure"})
    void topicsBelowTheUsualPathAreTheHubsToo(String topic) {
        HubUrl elsewhere = HubUrl.of("https://hub.example.org/.well-known/hub");
        assertThat(elsewhere.isOwn(topic)).isTrue();
        assertThat(elsewhere.isOwn("https://hub.example.org/.well-known/mercurex"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.", "/..", "/a/..", "@", ":", "%2e", "[", "é.", "１"})
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void isReadInLinearTime(String repeated) {
        for (int i = 0; i < 200; i++) {
            HUB.components("https://" + repeated.repeat(1_000 / repeated.length()));
            HUB.isOwn(repeated.repeat(1_000 / repeated.length()));
        }
    }
}
