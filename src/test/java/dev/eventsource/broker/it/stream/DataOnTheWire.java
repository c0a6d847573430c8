package dev.eventsource.broker.it.stream;

/** What the JSON value of {@code data} becomes in the stream. */
enum DataOnTheWire {
    PLAIN("\"a\"", "data: a\n"),
    LF("\"a\\nb\"", "data: a\ndata: b\n"),
    CR("\"a\\rb\"", "data: a\ndata: b\n"),
    CRLF("\"a\\r\\nb\"", "data: a\ndata: b\n"),
    LF_CR_IS_TWO_ENDS("\"a\\n\\rb\"", "data: a\ndata: \ndata: b\n"),
    MIXED("\"a\\rb\\r\\n\\nc\\r\\rd\"", "data: a\ndata: b\ndata: \ndata: c\ndata: \ndata: d\n"),
    TRAILING_LF("\"a\\n\"", "data: a\ndata: \n"),
    TRAILING_CR("\"a\\r\"", "data: a\ndata: \n"),
    TRAILING_CRLF("\"a\\r\\n\"", "data: a\ndata: \n"),
    ONLY_LINE_ENDS("\"\\n\\r\\n\"", "data: \ndata: \ndata: \n"),
    NO_INJECTION("\"a\\rid: 2\\n\\nevent: b\"", "data: a\ndata: id: 2\ndata: \ndata: event: b\n"),
    OTHER_SEPARATORS_END_NOTHING(
            "\"a\\u000bb\\u000cc\\u0085d\\u2028e\\u2029f\"", "data: a\u000bb\fc\u0085d\u2028e\u2029f\n"),
    EMPTY("\"\"", "data: \n"),
    LEADING_SPACE("\" a \"", "data:  a \n"),
    NUL("\"a\\u0000b\"", "data: a\0b\n"),
    BOM("\"\\ufeffa\"", "data: \ufeffa\n"),
    NON_BMP("\"\ud83d\ude00\"", "data: \ud83d\ude00\n"),
    NON_BMP_ESCAPED("\"\\ud83d\\ude00\"", "data: \ud83d\ude00\n"),
    ESCAPES("\"\\\"\\\\\\/\\b\\t\\u00e9\"", "data: \"\\/\b\t\u00e9\n"),
    OBJECT("{ \"b\" : 1 ,\n \"a\" : [ true , null , \"x y\" ] }", "data: {\"b\":1,\"a\":[true,null,\"x y\"]}\n"),
    OBJECT_WITH_LINE_END("{\"a\":\"b\\nc\"}", "data: {\"a\":\"b\\nc\"}\n"),
    EMPTY_OBJECT("{}", "data: {}\n"),
    ARRAY("[ 1, [ ], { } ]", "data: [1,[],{}]\n"),
    NUMBER("1", "data: 1\n"),
    NUMBER_AS_WRITTEN("-1.50E+3", "data: -1.50E+3\n"),
    NUMBER_OF_ANY_LENGTH("123456789012345678901234567890.10", "data: 123456789012345678901234567890.10\n"),
    NUMBERS_WITHIN_AS_WRITTEN("[1.0, 1e2, -0]", "data: [1.0,1e2,-0]\n"),
    TRUE("true", "data: true\n"),
    FALSE("false", "data: false\n"),
    NESTED("[".repeat(90) + "]".repeat(90), "data: " + "[".repeat(90) + "]".repeat(90) + "\n");

    final String json;
    final String lines;

    DataOnTheWire(String json, String lines) {
        this.json = json;
        this.lines = lines;
    }
}
