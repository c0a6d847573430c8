package dev.eventsource.broker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.event.EventJson;
import dev.eventsource.broker.event.EventRules;
import dev.eventsource.broker.event.Seal;
import dev.eventsource.broker.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules make of messages, as operators try them; {@code '} stands for quotes. */
class DryRunTest {
    private final EventRules events = new EventRules(new Settings());
    private final DryRun dryRun = new DryRun(new Mapping(new EventJson(events, new Seal()), events));

    private String of(String source, String rules, String message) throws InvalidRules {
        String file = "{'sources':[{'exchange':'x'" + source + "}],'rules':[" + rules + "]}";
        return dryRun.of(
                        new RulesJson("eventsource.fanout").read(file.replace('\'', '"')),
                        MessageJson.read(message.replace('\'', '"')))
                .toString()
                .replace("\\\"", "'")
                .replace('"', '\'');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'channel':'c','user':'{0}','id':'i','name':'n','data':'d' | 'routing_key':'ann' | {'rule':'/rules/0','events':[{'channel':'c','user':'ann','id':'i','name':'n','data':'d'}]}",
                "'channel':'c','retain':true,'once':'{message_id}' | 'body':'b','properties':{'message_id':'m'} | {'rule':'/rules/0','events':[{'channel':'c','once':'m','retain':true,'data':'b'}]}",
                "'channel':'c','retain':true,'retain_key':'{/k}','data':'d' | 'body':{'k':5} | {'rule':'/rules/0','events':[{'channel':'c','retain':true,'key':'5','data':'d'}]}",
                "'channel':['b','a.{0}','a.k','c'],'data':'d' | 'routing_key':'k' | {'rule':'/rules/0','events':[{'channel':'b','data':'d'},{'channel':'a.k','data':'d'},{'channel':'c','data':'d'}]}",
                "'channel':'c','data':{'both':'{/a}{/a}','one':'{/a}','flag':'{/b}','none':'{/c}','of no JSON':'{/a/0}'} | 'body':{'a':1,'b':false,'c':null} | {'rule':'/rules/0','events':[{'channel':'c','data':'{'both':'11','one':1,'flag':false}'}]}",
                "'channel':'c','base64':true | 'base64':'/wA=' | {'rule':'/rules/0','events':[{'channel':'c','data':'/wA='}]}",
                "'channel':'c','data':{'raw':'{body}'},'base64':true | 'base64':'/wA=' | {'rule':'/rules/0','events':[{'channel':'c','data':'{'raw':'/wA='}'}]}",
                "'channel':'c','data':'it is {body}','base64':true | 'base64':'/wA=' | {'rule':'/rules/0','events':[{'channel':'c','data':'it is /wA='}]}",
                "'channel':'c' | 'properties':{'message_id':'m','type':'t'},'body':'b' | {'rule':'/rules/0','events':[{'channel':'c','data':'b'}]}",
            })
    void saysWhatWouldGoOut(String rule, String message, String answer) throws InvalidRules {
        assertThat(of("", "{" + rule + "}", "{'exchange':'x'," + message + "}")).isEqualTo(answer);
    }

    /** The first words of the detail, too: what is to be changed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'channel':'c','data':'d','key':'a' | 'routing_key':'b' | no-rule | no rule in SOURCES matches the routing key 'b'",
                "'channel':'c.{/who}','data':'d' | 'body':{'what':1} | no-channel | the message lacks what /rules/0/channel is made of",
                "'channel':'c.{/who}','data':'d' | 'body':{'who':null} | no-channel | the message lacks what /rules/0/channel is made of",
                "'channel':'{/who}','data':'d' | 'body':{'who':''} | bad-channel | channel",
                "'channel':'{/who}','data':'d' | 'body':{'who':'a\\u0007b'} | bad-channel | channel",
                "'channel':['c','{/who}'],'data':'d' | 'body':{} | no-channel | the message lacks what /rules/0/channel is made of",
                "'channel':'c','data':'{/a/b}' | 'body':{'a':[]} | no-data | the message lacks what /rules/0/data is made of",
                "'channel':'c','data':'{/a}' | 'body':{'a':null} | no-data | the message lacks what /rules/0/data is made of",
                "'channel':'c','data':'d','user':'{header.u}' | 'headers':{} | bad-user | the message lacks what /rules/0/user is made of",
                "'channel':'c','data':'d','retain':true,'retain_key':'{/k}' | 'body':{'k':''} | bad-key | the message lacks what /rules/0/retain_key is made of",
                "'channel':'c','data':'d','id':'@{0}' | 'routing_key':'1' | bad-id | ",
                "'channel':'c','data':'d','name':'eshq:{0}' | 'routing_key':'1' | bad-name | ",
                "'channel':'c' | 'base64':'/wA=' | not-text | the body is not UTF-8",
                "'channel':'c','data':{'raw':'{body}'} | 'base64':'/wA=' | not-text | the body is not UTF-8",
                "'channel':'{body}','base64':true | 'base64':'/wA=' | not-text | the body is not UTF-8",
                "'channel':'{body}','base64':true,'data':'d' | 'base64':'/wA=' | not-text | the body is not UTF-8",
            })
    void saysWhyNothingWouldGoOut(String rule, String message, String reason, String detail) throws InvalidRules {
        assertThat(of("", "{" + rule + "}", "{'exchange':'x'," + message + "}"))
                .contains("'refused':'" + reason + "'")
                .contains("'detail':'" + (detail == null ? "" : detail))
                .doesNotContain("events");
    }

    /** A long channel, of which a template may make any. */
    @Test
    void aChannelThatIsTooLongIsRefused() throws InvalidRules {
        assertThat(of("", "{'channel':'{key}{key}','data':'d'}", message(127))).contains("events");
        assertThat(of("", "{'channel':'{key}{key}','data':'d'}", message(128))).contains("'refused':'bad-channel'");
    }

    private static String message(int keyCharacters) {
        return "{'exchange':'x','routing_key':'" + "k".repeat(keyCharacters) + "'}";
    }

    @Test
    void aRuleIsNamedByItsPlace() throws InvalidRules {
        assertThat(of(
                        "",
                        "{'key':'a','channel':'a'},{'key':'b','channel':'b','data':'{/x}'}",
                        "{'exchange':'x','routing_key':'b'}"))
                .startsWith("{'rule':'/rules/1','refused':'no-data'");
        assertThat(of(",'format':'broker'", "{'channel':'a'}", "{'exchange':'x','body':{'channel':'c','data':'d'}}"))
                .isEqualTo("{'events':[{'channel':'c','data':'d'}]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'5' | 5",
                "'5' | '5'",
                "'-9223372036854775808' | -9223372036854775808",
                "'true' | true",
                "'false' | false",
                "'' | ''",
                "'ü' | 'ü'",
            })
    void aHeaderMatchesByItsText(String wanted, String given) throws InvalidRules {
        String rules = "{'header':{'h':" + wanted + "},'channel':'a'},{'channel':'b'}";
        assertThat(of("", rules, "{'exchange':'x','headers':{'h':" + given + "}}"))
                .startsWith("{'rule':'/rules/0'");
        assertThat(of("", rules, "{'exchange':'x','headers':{'H':" + given + "}}"))
                .startsWith("{'rule':'/rules/1'");
        assertThat(of("", rules, "{'exchange':'x','headers':{'h':'other'}}")).startsWith("{'rule':'/rules/1'");
        assertThat(of("", rules, "{'exchange':'x'}")).startsWith("{'rule':'/rules/1'");
    }

    @Test
    void allHeadersOfARuleHaveToMatch() throws InvalidRules {
        String rules = "{'header':{'g':'1','h':'2'},'channel':'a'},{'header':{'h':'2'},'channel':'b'}";
        assertThat(of("", rules, "{'exchange':'x','headers':{'h':2,'g':1,'i':3}}"))
                .startsWith("{'rule':'/rules/0'");
        assertThat(of("", rules, "{'exchange':'x','headers':{'h':2,'g':2}}")).startsWith("{'rule':'/rules/1'");
        assertThat(of("", rules, "{'exchange':'x','headers':{'g':1}}")).startsWith("{'refused':'no-rule'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | the message is not one object of JSON",
                "{'exchange':'x','base64':'?'} | /base64: it is no base64",
                "{'exchange':'x','key':'k'} | /key: it is unknown here",
                "{} | /exchange: it takes 1 to 255",
                "{'exchange':'x','properties':{'priority':1}} | /properties/priority: it is unknown here",
                "{'exchange':'x','headers':{'h':[]}} | /headers/h: it is a string",
            })
    void tellsWhereAMessageIsWrong(String message, String words) {
        assertThatThrownBy(() -> of("", "", message))
                .isInstanceOf(InvalidRules.class)
                .hasMessageContaining(words);
    }
}
