package dev.eventsource.broker.it.amqp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Messages that are no event, and the reason under which each is counted. A character stands for a byte. */
public enum RefusedMessage {
    TEXT("not-json", "hello"),
    EMPTY_BODY("not-json", ""),
    BLANK("not-json", " \n"),
    ARRAY("not-json", "[{'channel':'C','data':'d'}]"),
    STRING("not-json", "'d'"),
    NUMBER("not-json", "1"),
    NULL("not-json", "null"),
    UNCLOSED("not-json", "{'channel':'C','data':'d'"),
    TWO_OBJECTS("not-json", "{'channel':'C','data':'d'}{'channel':'C','data':'d'}"),
    TRAILING_TEXT("not-json", "{'channel':'C','data':'d'} d"),
    TRAILING_COMMA("not-json", "{'channel':'C','data':'d',}"),
    COMMENT("not-json", "{'channel':'C',/**/'data':'d'}"),
    RAW_LINE_END("not-json", "{'channel':'C','data':'a\nb'}"),
    LEADING_ZERO("not-json", "{'channel':'C','data':01}"),
    NOT_A_NUMBER("not-json", "{'channel':'C','data':NaN}"),
    TWO_BOMS("not-json", "\u00ef\u00bb\u00bf\u00ef\u00bb\u00bf{'channel':'C','data':'d'}"),
    UTF_16("not-json", "\u00fe\u00ff\0{\0}"),
    LATIN_1("not-json", "{'channel':'C','data':'\u00e9'}"),
    OVERLONG_UTF_8("not-json", "{'channel':'C','data':'\u00c0\u0080'}"),
    SURROGATES_IN_UTF_8("not-json", "{'channel':'C','data':'\u00ed\u00a0\u00bd\u00ed\u00b8\u0080'}"),
    LONE_HIGH_SURROGATE("not-json", "{'channel':'C','data':'\\ud83d'}"),
    LONE_LOW_SURROGATE("not-json", "{'channel':'C','data':'\\ude00'}"),
    LONE_SURROGATE_IN_AN_OBJECT("not-json", "{'channel':'C','data':{'\\ud83d':1}}"),
    NESTED_TOO_DEEP("not-json", "{'channel':'C','data':" + "[".repeat(101) + "]".repeat(101) + "}"),
    NESTED_MUCH_TOO_DEEP("not-json", "{'channel':'C','data':" + "[".repeat(100_000)),
    UNKNOWN_NESTED_TOO_DEEP("not-json", "{'channel':'C','data':'d','x':" + "[".repeat(101) + "]".repeat(101) + "}"),
    DATA_TOO_LARGE("too-large", "{'channel':'C','data':'" + "x".repeat((1 << 20) + 1) + "'}"),
    MESSAGE_TOO_LARGE("too-large", "x".repeat(8 << 20)),
    DATA_TOO_LARGE_IN_UTF_8("too-large", "{'channel':'C','data':'" + "\\u00e9".repeat((1 << 19) + 1) + "'}"),
    CHANNEL_MISSING("no-channel", "{'data':'d'}"),
    CHANNEL_NULL("no-channel", "{'channel':null,'data':'d'}"),
    CHANNEL_NUMBER("bad-channel", "{'channel':1,'data':'d'}"),
    CHANNEL_ARRAY("bad-channel", "{'channel':['C'],'data':'d'}"),
    CHANNEL_TOO_LONG("bad-channel", "{'channel':'" + "c".repeat(256) + "','data':'d'}"),
    CHANNEL_WITH_CONTROL_CHARACTER("bad-channel", "{'channel':'C\\n','data':'d'}"),
    CHANNEL_WITH_DEL("bad-channel", "{'channel':'C\\u007f','data':'d'}"),
    DATA_MISSING("no-data", "{'channel':'C'}"),
    DATA_NULL("no-data", "{'channel':'C','data':null}"),
    ID_WITH_LF("bad-id", "{'channel':'C','data':'d','id':'1\\n2'}"),
    ID_WITH_CR("bad-id", "{'channel':'C','data':'d','id':'1\\r2'}"),
    ID_WITH_NUL("bad-id", "{'channel':'C','data':'d','id':'1\\u00002'}"),
    ID_WITH_SPACE_BEFORE("bad-id", "{'channel':'C','data':'d','id':' 5'}"),
    ID_WITH_SPACE_BEHIND("bad-id", "{'channel':'C','data':'d','id':'5 '}"),
    ID_WITH_TAB_BEFORE("bad-id", "{'channel':'C','data':'d','id':'\\t5'}"),
    ID_WITH_TAB_BEHIND("bad-id", "{'channel':'C','data':'d','id':'5\\t'}"),
    ID_WITH_TWO_SPACES_WITHIN("bad-id", "{'channel':'C','data':'d','id':'1  2'}"),
    ID_WITH_TAB_WITHIN("bad-id", "{'channel':'C','data':'d','id':'1\\t2'}"),
    ID_BLANK("bad-id", "{'channel':'C','data':'d','id':' '}"),
    ID_WITH_CONTROL_CHARACTER("bad-id", "{'channel':'C','data':'d','id':'1\\u001f2'}"),
    ID_WITH_DEL("bad-id", "{'channel':'C','data':'d','id':'1\\u007f2'}"),
    ID_RESERVED("bad-id", "{'channel':'C','data':'d','id':'@1'}"),
    ID_TOO_LONG("bad-id", "{'channel':'C','data':'d','id':'" + "i".repeat(256) + "'}"),
    ID_TOO_LONG_IN_UTF_8("bad-id", "{'channel':'C','data':'d','id':'" + "\\u00e9".repeat(128) + "'}"),
    ID_BOOLEAN("bad-id", "{'channel':'C','data':'d','id':true}"),
    ID_FRACTION("bad-id", "{'channel':'C','data':'d','id':1.5}"),
    ID_OBJECT("bad-id", "{'channel':'C','data':'d','id':{}}"),
    NAME_WITH_LF("bad-name", "{'channel':'C','data':'d','name':'a\\nb'}"),
    NAME_WITH_CR("bad-name", "{'channel':'C','data':'d','name':'a\\rb'}"),
    NAME_WITH_NUL("bad-name", "{'channel':'C','data':'d','name':'a\\u0000b'}"),
    NAME_RESERVED("bad-name", "{'channel':'C','data':'d','name':'eshq:open'}"),
    NAME_TOO_LONG("bad-name", "{'channel':'C','data':'d','name':'" + "n".repeat(256) + "'}"),
    NAME_NUMBER("bad-name", "{'channel':'C','data':'d','name':1}"),
    USER_NUMBER("bad-user", "{'channel':'C','data':'d','user':1}"),
    SOCKET_NUMBER("bad-socket", "{'channel':'C','data':'d','socket':1}"),
    SOCKET_ARRAY("bad-socket", "{'channel':'C','data':'d','socket':[]}"),
    RETAIN_TEXT("bad-retain", "{'channel':'C','data':'d','retain':'true'}"),
    RETAIN_KEY_ARRAY("bad-key", "{'channel':'C','data':'d','retain':true,'key':[]}");

    public final String reason;
    private final String body;

    RefusedMessage(String reason, String body) {
        this.reason = reason;
        this.body = body.replace('\'', '"');
    }

    public byte[] body(String channel) {
        return body.replace("\"C", "\"" + channel).getBytes(ISO_8859_1);
    }
}
