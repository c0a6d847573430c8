package dev.eventsource.broker.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonSliceTest {
    private static JsonSlice slice(String text) throws NotJson {
        JsonScanner json = new JsonScanner(("[" + text + ",0]").getBytes(UTF_8), 0);
        json.require('[');
        int from = json.begin();
        json.skip();
        return json.since(from);
    }

    @Test
    void isCompactWithoutSpaceBetweenTokens() throws NotJson {
        assertThat(slice("{ \"a b\" :\t[ 1 ,\r\n{ } ] }").compact()).isEqualTo("{\"a b\":[1,{}]}");
    }

    @Test
    void keepsSpaceAndQuotesWithinStrings() throws NotJson {
        assertThat(slice("[ \"a \\\" b\\\\\" , \" \" ]").compact()).isEqualTo("[\"a \\\" b\\\\\",\" \"]");
    }

    @Test
    void keepsNumbersAsTheyWereWritten() throws NotJson {
        assertThat(slice("[1.50, 1e2, -0, 123456789012345678901234567890]").compact())
                .isEqualTo("[1.50,1e2,-0,123456789012345678901234567890]");
    }

    @Test
    void isAStringWithoutQuotesAndEscapes() throws NotJson {
        assertThat(slice("\"\"").string()).isEmpty();
        assertThat(slice("\"a \u00e4\u20ac\"").string()).isEqualTo("a \u00e4\u20ac");
        assertThat(slice("\"\\\"\\u00e4\\n\\\\\"").string()).isEqualTo("\"\u00e4\n\\");
        assertThat(slice("\"a b\"").compact()).isEqualTo("\"a b\"");
    }

    @Test
    void isCompactJsonWhereItIsNoString() throws NotJson {
        assertThat(slice("[ 1 ]").string()).isEqualTo("[1]");
        assertThat(slice(" true ").string()).isEqualTo("true");
    }

    @Test
    void tellsNull() throws NotJson {
        assertThat(slice("null").isNull()).isTrue();
        assertThat(slice("\"null\"").isNull()).isFalse();
    }
}
