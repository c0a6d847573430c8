package dev.eventsource.broker.bench.broker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** An open stream and nothing else: what is held for each is the server's own. */
@WebServlet(urlPatterns = BareServlet.PATH, asyncSupported = true)
public class BareServlet extends HttpServlet {
    public static final String PATH = "/bare";

    private static final byte[] FIRST_FRAME = "event: eshq:open\ndata: {}\n\n".getBytes(US_ASCII);

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/event-stream;charset=UTF-8");
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        ServletOutputStream output = response.getOutputStream();
        output.setWriteListener(new WriteListener() {
            @Override
            public void onWritePossible() throws IOException {
                if (output.isReady()) {
                    output.write(FIRST_FRAME);
                    if (output.isReady()) {
                        output.flush();
                    }
                }
            }

            @Override
            public void onError(Throwable clientIsGone) {
                async.complete();
            }
        });
    }
}
