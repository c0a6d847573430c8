package dev.eventsource.broker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesJsonTest {
    private static final RulesJson JSON = new RulesJson("eventsource.fanout");

    private static Rules read(String json) throws InvalidRules {
        return JSON.read(json.replace('\'', '"'));
    }

    @Test
    void aSourceIsBoundByKeysAndByHeaders() throws InvalidRules {
        Rules rules = read("""
                {'sources':[{'exchange':'a'},{'exchange':'b','bind':'k'},
                {'exchange':'c','bind':['', {'x-match':'any','n':1,'t':true,'f':false}]}]}""");
        assertThat(rules.bindings())
                .containsExactly(
                        new SourceBinding("a", "#", Map.of()),
                        new SourceBinding("b", "k", Map.of()),
                        new SourceBinding("c", "", Map.of()),
                        new SourceBinding("c", "", Map.of("x-match", "any", "n", 1L, "t", true, "f", false)));
        assertThat(rules.sources()).extracting(Source::format).containsOnly(Format.RAW);
    }

    @Test
    void aSourceWhoseMessagesOthersHandOnIsNotBound() throws InvalidRules {
        Rules rules = read("{'sources':[{'exchange':'a','bind':false}]}");
        assertThat(rules.bindings()).isEmpty();
        assertThat(rules.source("a")).isNotNull();
    }

    /** Each message would be looked for at each of a hundred words. */
    @Test
    void keysThatBeginWithAnyNumberOfWordsAreFew() throws InvalidRules {
        assertThat(read(rulesWithKeys("any.%d.#", 10_000)).size()).isEqualTo(10_000);
        assertThatThrownBy(() -> read(rulesWithKeys("#.%d.#", 5_000)))
                .isInstanceOf(InvalidRules.class)
                .hasMessageContaining("begin keys with words");
    }

    /** Whoever makes the file by a program is told, rather than a node that takes long to start. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'sources':[%s]} | {'exchange':'e%d'} | 1000 | /sources: it has at most 1000",
                "{'rules':[%s]} | {'channel':'c','key':'k%d'} | 10000 | /rules: it has at most 10000",
                "{'sources':[{'exchange':'e','bind':[%s]}]} | 'k%d' | 1000 | /sources/0/bind: it has at most 1000",
                "{'rules':[{'channel':[%s]}]} | 'c%d' | 32 | /rules/0/channel: it has at most 32",
            })
    void thereAreNoMoreThanTheManualSays(String file, String each, int most, String words) throws InvalidRules {
        assertThat(read(file.formatted(several(each, most)))).isNotNull();
        assertThatThrownBy(() -> read(file.formatted(several(each, most + 1))))
                .isInstanceOf(InvalidRules.class)
                .hasMessageContaining(words);
    }

    private static String several(String each, int count) {
        return IntStream.range(0, count).mapToObj(each::formatted).collect(Collectors.joining(","));
    }

    @Test
    void namesAndBindingKeysAreAsLongAsRabbitMqTakesThem() throws InvalidRules {
        String longest = "x".repeat(255);
        assertThat(read("{'sources':[{'exchange':'" + longest + "','bind':'" + longest + "'}]}")
                        .bindings())
                .containsExactly(new SourceBinding(longest, longest, Map.of()));
        assertThatThrownBy(() -> read("{'sources':[{'exchange':'" + longest + "x'}]}"))
                .hasMessageContaining("/sources/0/exchange: it takes 1 to 255");
        assertThatThrownBy(() -> read("{'sources':[{'exchange':'a','bind':'" + "ü".repeat(128) + "'}]}"))
                .hasMessageContaining("/sources/0/bind: a binding key takes at most 255 bytes");
        assertThatThrownBy(() -> read("{'sources':[{'exchange':'" + "ü".repeat(128) + "'}]}"))
                .hasMessageContaining("/sources/0/exchange: it takes 1 to 255 bytes");
    }

    /** What is longer does not go into one frame, and RabbitMQ ends the connection by which all events come in. */
    @Test
    void headersThatAreComparedAreAsLongAsRabbitMqTakesThem() throws InvalidRules {
        String longest = "x".repeat(255);
        assertThat(read("{'sources':[{'exchange':'a','bind':{'" + longest + "':'" + longest + "','n':1}}]}")
                        .bindings())
                .hasSize(1);
        for (String header : List.of("'" + "ü".repeat(128) + "':1", "'h':'" + "ü".repeat(40_000) + "'")) {
            assertThatThrownBy(() -> read("{'sources':[{'exchange':'a','bind':['k',{" + header + "}]}]}"))
                    .hasMessageContaining("/sources/0/bind/1: names of headers take at most 255 bytes");
        }
    }

    private static String rulesWithKeys(String key, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{'channel':'c','key':'" + key.formatted(i) + "'}")
                .collect(Collectors.joining(",", "{'rules':[", "]}"));
    }

    @Test
    void aNumberOfManyDigitsIsNoRule() {
        String digits = "1".repeat(2_000);
        assertThatThrownBy(() -> read("{'sources':[{'exchange':'a','bind':{'n':" + digits + "}}]}"))
                .isInstanceOf(InvalidRules.class);
        assertThatThrownBy(() -> read("{'sources':[{'exchange':'a','bind':{'n':1e1000000}}]}"))
                .isInstanceOf(InvalidRules.class);
    }

    @Test
    void theDigestIsOfWhatIsSaidAndNotOfHowItIsWritten() throws InvalidRules {
        String once = read("{'sources':[{'exchange':'a'}]}").digest();
        assertThat(once).matches("[0-9a-f]{12}");
        assertThat(read("{ 'sources' : [ {'exchange':'a'}]}").digest()).isEqualTo(once);
        assertThat(read("{'sources':[{'exchange':'b'}]}").digest()).isNotEqualTo(once);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[] | not one object",
                "{'sources':[],} | not one object of JSON: line 1, behind {\"sources\":[],: look there for a comma",
                "\"\" | nothing stands there",
                "{// | not one object of JSON: line 1, behind {",
                "{'sources':[]}{} | not one object",
                "{'sources':[],'sources':[]} | not one object",
                "{'source':[]} | /source: it is unknown here; known are sources, rules",
                "{'sources':{}} | /sources: it is an array",
                "{'sources':['a']} | /sources/0: it is an object",
                "{'sources':[{}]} | /sources/0/exchange: it takes 1 to 255",
                "{'sources':[{'exchange':1}]} | /sources/0/exchange: it is a string",
                "{'sources':[{'exchange':'eventsource.fanout'}]} | /sources/0/exchange: this is the broker's own",
                "{'sources':[{'exchange':'a'},{'exchange':'a'}]} | /sources/1/exchange: another source",
                "{'sources':[{'exchange':'a','format':'xml'}]} | /sources/0/format: it is one of: raw, broker, cloudevents, spring, mass-transit",
                "{'sources':[{'exchange':'a','bind':[1]}]} | /sources/0/bind/0: it is a binding key",
                "{'sources':[{'exchange':'a','bind':{'n':1.5}}]} | /sources/0/bind/n: it is a string, a whole number",
                "{'sources':[{'exchange':'a','bind':{'n':9223372036854775808}}]} | /sources/0/bind/n: it is a whole number of at most 64",
                "{'sources':[{'exchange':'a','bind':true}]} | /sources/0/bind: it is a binding key",
                "{'rules':[{'exchange':'a','channel':'c'}]} | /rules/0/exchange: no source has this exchange",
                "{'rules':[{'key':'a*','channel':'c'}]} | /rules/0/key: in a pattern",
                "{'rules':[{'key':'a'}]} | /rules/0/channel: it is missing",
                "{'rules':[{'chanel':'a'}]} | /rules/0/chanel: it is unknown",
                "{'rules':[{'channel':['c',2]}]} | /rules/0/channel/1: it is a string",
                "{'rules':[{'channel':'c{'}]} | /rules/0/channel: '{' stands alone: write '{{'",
                "{'rules':[{'channel':'c{nope}'}]} | /rules/0/channel: '{nope}' is nothing that a message has",
                "{'rules':[{'channel':'c','data':'{order.id}'}]} | a JSON pointer such as {/order/id}, header.NAME",
                "{'rules':[{'channel':'c','data':'{$.order}'}]} | a JSON pointer such as {/order}, header.NAME",
                "{'rules':[{'key':'orders.*.changed','channel':'c.{3}'}]} | /rules/0/channel: the rule's key 'orders.*.changed' has 3 words",
                "{'rules':[{'key':'a','channel':['c','{0}.{1}']}]} | /rules/0/channel/1: the rule's key 'a' has 1 word, and {1} would be none of them: write {0}, or '#' in the key",
                "{'rules':[{'key':'a','channel':'c','data':{'d':'{1}'}}]} | /rules/0/data/d: the rule's key",
                "{'rules':[{'key':'a','channel':'c','data':'{1}'}]} | /rules/0/data: the rule's key",
                "{'rules':[{'key':'a','channel':'c','id':'{1}'}]} | /rules/0/id: the rule's key",
                "{'rules':[{'key':'a','channel':'c','name':'{1}'}]} | /rules/0/name: the rule's key",
                "{'rules':[{'key':'a','channel':'c','user':'{1}'}]} | /rules/0/user: the rule's key",
                "{'rules':[{'key':'a','channel':'c','retain':true,'retain_key':'{1}'}]} | /rules/0/retain_key: the rule's key",
                "{'rules':[{'key':'a','channel':'c','once':'{1}'}]} | /rules/0/once: the rule's key",
                "{'rules':[{'channel':'c','data':'/a'}]} | /rules/0/data: a JSON pointer stands in braces",
                "{'rules':[{'channel':'c','id':'/a'}]} | /rules/0/id: a JSON pointer stands in braces",
                "{'rules':[{'channel':'c','data':{'a~b':1}}]} | /rules/0/data/a~0b: it is a string",
                "{'rules':[{'channel':'c','data':{'a/b':'{/~2}'}}]} | /rules/0/data/a~1b: a JSON pointer begins",
                "{'rules':[{'channel':'c','base64':'yes'}]} | /rules/0/base64: it is true or false",
                "{'rules':[{'channel':'c','retain_key':'{/a}'}]} | /rules/0/retain_key: it is of a last value alone",
                "{'rules':[{'channel':'c','header':{'h':1}}]} | /rules/0/header/h: it is a string",
            })
    void tellsWhereARuleIsWrongAndWhatToChange(String json, String words) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(InvalidRules.class).hasMessageContaining(words.strip());
    }

    @Test
    void aWordThatSomeOfTheKeysHaveMayBeAskedFor() throws InvalidRules {
        assertThat(read("{'rules':[{'key':'a.*.b','channel':'{2}'},{'key':'a.#','channel':'{9}'},{'channel':'{5}'}]}")
                        .size())
                .isEqualTo(3);
    }

    @Test
    void bracesAreWrittenTwice() throws InvalidRules {
        assertThat(read("{'rules':[{'channel':'{{{0}}}'}]}").size()).isEqualTo(1);
    }
}
