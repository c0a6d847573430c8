package dev.eventsource.broker.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventsource.broker.json.Json;
import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The client in each of its forms, made once; never changed, so any thread may read. */
@Singleton
class ClientFiles {
    private static final String JAVASCRIPT = "text/javascript;charset=UTF-8";

    /** A worker has no document that knows its scripts; the place where an error comes about does, in all browsers. */
    private static final String OWN_ADDRESS = "self.document?document.currentScript?.src:"
            + "/(?:^|[(@ ])(https?:\\S+?):\\d+:\\d+\\)?$/m.exec(Error().stack)?.[1]";

    private final Map<String, ClientFile> files;

    @Inject
    ClientFiles(Settings settings) {
        String client = read("client.js").strip();
        String known = known(settings);
        files = Map.of(
                "es.js", ClientFile.of(script(client, known), JAVASCRIPT),
                "es.mjs", ClientFile.of(module(client, known), JAVASCRIPT),
                "es.d.ts", ClientFile.of(read("es.d.ts"), "text/plain;charset=UTF-8"));
    }

    Optional<ClientFile> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    private static String script(String client, String known) {
        return "{const{ESHQ,eshq}=" + client + "({script:" + OWN_ADDRESS + "," + known
                + "});Object.assign(self,{ESHQ,eshq})}\n";
    }

    private static String module(String client, String known) {
        return "export const{ESHQ,eshq}=" + client + "({script:import.meta.url," + known + "});export default ESHQ;\n";
    }

    /** What the client knows of the broker, as the inside of an object literal. */
    private static String known(Settings settings) {
        String object = Json.createObjectBuilder()
                .add("origin", settings.text(Setting.ORIGIN))
                .add("heartbeat", settings.duration(Setting.HEARTBEAT_SECONDS).toSeconds())
                .build()
                .toString();
        return object.substring(1, object.length() - 1);
    }

    private static String read(String name) {
        try (InputStream file = ClientFiles.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
