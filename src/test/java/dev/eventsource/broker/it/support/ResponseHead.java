package dev.eventsource.broker.it.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;

/** The status and the headers of an HTTP/1.1 response; a header given twice is an error. */
record ResponseHead(int status, Map<String, String> headers) {
    static ResponseHead read(InputStream in) throws IOException {
        int status = Integer.parseInt(readLine(in).split(" ", 3)[1]);
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon);
            if (headers.put(name, line.substring(colon + 1).strip()) != null) {
                throw new IOException("the header " + name + " came twice");
            }
        }
        return new ResponseHead(status, headers);
    }

    /** What follows on the connection, as far as it is this response's. */
    InputStream body(InputStream in) throws IOException {
        if ("chunked".equals(headers.get("Transfer-Encoding"))) {
            return new ChunkedInput(in);
        }
        String length = headers.get("Content-Length");
        return length == null ? in : new ByteArrayInputStream(in.readNBytes(Integer.parseInt(length)));
    }

    static String readLine(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection ended within a line");
            }
            line.write(b);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }
}
