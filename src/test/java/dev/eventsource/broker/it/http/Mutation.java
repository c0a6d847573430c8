package dev.eventsource.broker.it.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Random;

/** Makes of something well-formed what nobody would send; the same of the same random numbers. */
record Mutation(Random random) {
    private static final int MOST_CHANGES = 4;
    private static final int LONGEST_RUN = 80_000;

    /** What parsers stumble over, of HTTP, forms and JSON. */
    private static final String[] STUMBLING_BLOCKS = {
        "%",
        "%0",
        "%00",
        "%zz",
        "%ff",
        "%C0%80",
        "%ED%A0%80",
        "%2e%2e%2f",
        "%2f",
        "+",
        "&",
        "&&",
        "=",
        ";",
        "#",
        "?",
        "/",
        "//",
        "..",
        "../",
        ";jsessionid=1",
        "\r\n",
        "\r\n\r\n",
        "\n",
        "\r",
        "\0",
        "\t",
        " ",
        "\u007f",
        "\u00ff",
        "\u00ef\u00bb\u00bf",
        "\u00ed\u00a0\u0080",
        "\u00f0\u009f\u0098\u0080",
        "\"",
        "\\",
        "\\u",
        "\\ud800",
        "\\u0000",
        "{",
        "}",
        "[",
        "]",
        "[[[[[[[[",
        ",",
        ":",
        "null",
        "true",
        "NaN",
        "-0",
        "1e999",
        "0x1",
        "-1",
        "2147483648",
        "99999999999999999999",
        "@",
        "@1",
        "eshq:",
        "eshq:open",
        "*",
        "$ne",
        "{\"$ne\":1}",
        "id: 1",
        "data: ",
        "channel=a&",
        "key=alice&",
        "token=0&",
        "nonce=1&",
        "user=",
        "HTTP/0.9",
        "HTTP/2.0",
        "GET ",
        "POST ",
        "DELETE ",
        "PATCH ",
        "TRACE ",
        "CONNECT ",
        "Content-Length: -1\r\n",
        "Content-Length: 5\r\n",
        "Content-Length: 99999999999\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Transfer-Encoding: gzip, chunked\r\n",
        "Content-Encoding: gzip\r\n",
        "Content-Type: application/json\r\n",
        "Content-Type: /;=\r\n",
        "Content-Type: multipart/form-data; boundary=x\r\n",
        "Expect: 100-continue\r\n",
        "Upgrade: h2c\r\n",
        "Connection: Upgrade\r\n",
        "Range: bytes=0-1\r\n",
        "If-None-Match: *\r\n",
        "Accept: a/;q=x\r\n",
        "Accept-Language: ,;q=\r\n",
        "Cookie: $Version=1; a=\"\r\n",
        "Origin: \u00ff\r\n",
        "Host: \u00ff:-1\r\n",
        "Authorization: Basic !\r\n",
        "Authorization: Basic\r\n",
        "Authorization: Bearer\r\n",
        "Last-Event-ID: \u00ff\r\n",
        "Last-Event-ID: @1\r\n",
        "X-HTTP-Method-Override: DELETE\r\n",
        "X-Requested-With: XMLHttpRequest\r\n",
        "5;x=y\r\n",
        "ffffffffff\r\n"
    };

    byte[] of(String wellFormed) {
        StringBuilder bytes = new StringBuilder(wellFormed);
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
            change(bytes);
        }
        return bytes.toString().getBytes(ISO_8859_1);
    }

    private void change(StringBuilder bytes) {
        int at = random.nextInt(bytes.length() + 1);
        int end = Math.min(bytes.length(), at + 1 + random.nextInt(12));
        switch (random.nextInt(8)) {
            case 0 -> bytes.delete(at, end);
            case 1 -> bytes.insert(at, bytes.substring(at, end));
            case 2 -> bytes.replace(at, Math.min(bytes.length(), at + 1), anyByte());
            case 3 -> bytes.insert(at, anyByte());
            case 4 -> bytes.setLength(random.nextInt(4) == 0 ? at : bytes.length());
            case 5 -> bytes.insert(at, longRun());
            default -> bytes.insert(at, STUMBLING_BLOCKS[random.nextInt(STUMBLING_BLOCKS.length)]);
        }
    }

    private String anyByte() {
        return String.valueOf((char) random.nextInt(256));
    }

    /** Mostly short, for long ones cost more than they find. */
    private String longRun() {
        int longest = random.nextInt(20) == 0 ? LONGEST_RUN : 400;
        return anyByte().repeat(1 + random.nextInt(longest));
    }
}
