package dev.eventsource.broker.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Door;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How es.js is served: small, and kept by browsers and caches. */
public interface ClientScript {
    int SMALL = 7 << 10;

    @ParameterizedTest
    @CsvSource({
        "/es.js, text/javascript;charset=UTF-8",
        "/es.mjs, text/javascript;charset=UTF-8",
        "/es.d.ts, text/plain;charset=UTF-8"
    })
    default void isForPagesOfEveryOrigin(String path, String type) {
        Answer answer = Door.get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualToIgnoringCase(type);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
        assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=300");
        assertThat(answer.body()).contains("ESHQ", "eshq");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br, gzip", "gzip;q=0.5, *;q=0", "GZIP"})
    default void isCompressed(String accepted) {
        Answer answer = Door.get("/es.js", "Accept-Encoding", accepted);
        assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(answer.header("Vary")).contains("Accept-Encoding");
        assertThat(Integer.parseInt(answer.header("Content-Length"))).isLessThan(SMALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "gzip;q=0", "identity, gzip; q=0.00", "xgzip"})
    default void isNotCompressedForWhoCannotReadIt(String accepted) {
        Answer answer = Door.get("/es.js", "Accept-Encoding", accepted);
        assertThat(answer.header("Content-Encoding")).isEmpty();
        assertThat(answer.body()).contains("ESHQ");
    }

    @Test
    default void isSentAgainOnlyWhenItHasChanged() {
        String tag = Door.get("/es.js").header("ETag");
        assertThat(Door.get("/es.js", "If-None-Match", tag).status()).isEqualTo(304);
        assertThat(Door.get("/es.js", "If-None-Match", "\"another\"").status()).isEqualTo(200);
        assertThat(Door.get("/es.js", "Accept-Encoding", "gzip").header("ETag")).isNotEqualTo(tag);
    }

    @Test
    default void mayBeKeptForEverUnderTheNameOfItsContent() {
        String hash = Door.get("/es.js").header("ETag").replace("\"", "");
        assertThat(Door.get("/es.js?v=" + hash).header("Cache-Control"))
                .isEqualTo("public, max-age=31536000, immutable");
        assertThat(Door.get("/es.js?v=older").header("Cache-Control")).isEqualTo("public, max-age=300");
    }
}
