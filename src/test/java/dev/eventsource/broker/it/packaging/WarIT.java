package dev.eventsource.broker.it.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** The WAR says what is in it, and under which licences. */
class WarIT {
    private static final String LIBRARIES = "WEB-INF/lib/";
    private static final String SBOM = "META-INF/sbom/broker.cdx.json";
    private static final Path FILE = Path.of(System.getProperty("broker.war"));

    @Test
    void listsItsLibrariesAndNothingElse() throws IOException {
        assertThat(listed()).isEqualTo(digests());
    }

    @Test
    void standsBesideItsList() throws IOException {
        assertThat(FILE.resolveSibling("broker.cdx.json")).hasContent(text(SBOM));
    }

    @Test
    void namesTheLicenceOfEachLibrary() throws IOException {
        List<String> names = lines("META-INF/licenses/THIRD-PARTY.txt").toList();
        assertThat(components()).allSatisfy(component -> {
            assertThat(component.getJsonArray("licenses")).isNotEmpty();
            String coordinates = String.join(
                    ":", component.getString("group"), component.getString("name"), component.getString("version"));
            assertThat(names).anyMatch(line -> line.contains("(" + coordinates + " "));
        });
    }

    /** Apache's, which is one for all, or that of the library's own makers, which is in its jar or stands here by its name. */
    @Test
    void hasTheTextOfEachLicence() throws IOException {
        assertThat(text("META-INF/licenses/Apache-2.0.txt")).contains("Apache License", "END OF TERMS AND CONDITIONS");
        assertThat(text("META-INF/LICENSE")).isEqualTo(Files.readString(Path.of("LICENSE")));
        List<String> elsewhere = lines("META-INF/licenses/THIRD-PARTY.txt")
                .filter(line -> line.startsWith("     (") && !line.contains("(Apache-2.0)"))
                .toList();
        assertThat(elsewhere).isNotEmpty();
        try (var war = new ZipFile(FILE.toFile())) {
            assertThat(elsewhere).allSatisfy(line -> {
                String library = LIBRARIES + line.replaceFirst(".*:(\\S+):(\\S+) - .*", "$1-$2.jar");
                String here = line.replaceFirst(".*:(\\S+):(\\S+) - .*", "META-INF/licenses/$1.txt");
                if (war.getEntry(here) == null) {
                    assertThat(entries(war.getInputStream(war.getEntry(library))))
                            .anyMatch(name -> name.startsWith("META-INF/LICENSE"));
                }
            });
        }
    }

    /** Name of the file to its SHA-256. */
    private static Map<String, String> listed() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        components()
                .forEach(component -> listed.put(
                        component.getString("name") + "-" + component.getString("version") + ".jar",
                        digest(component)));
        return listed;
    }

    private static String digest(JsonObject component) {
        return component.getJsonArray("hashes").getValuesAs(JsonObject.class).stream()
                .filter(hash -> hash.getString("alg").equals("SHA-256"))
                .map(hash -> hash.getString("content"))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonObject> components() throws IOException {
        try (var reader = Json.createReader(new ByteArrayInputStream(text(SBOM).getBytes(StandardCharsets.UTF_8)))) {
            return reader.readObject().getJsonArray("components").getValuesAs(JsonObject.class);
        }
    }

    private static Map<String, String> digests() throws IOException {
        Map<String, String> digests = new TreeMap<>();
        try (var war = new ZipFile(FILE.toFile())) {
            for (ZipEntry entry : war.stream()
                    .filter(entry -> entry.getName().matches(LIBRARIES + ".+"))
                    .toList()) {
                digests.put(entry.getName().substring(LIBRARIES.length()), sha256(war.getInputStream(entry)));
            }
        }
        return digests;
    }

    private static String sha256(InputStream content) throws IOException {
        try (var input = new DigestInputStream(content, MessageDigest.getInstance("SHA-256"))) {
            input.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(input.getMessageDigest().digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> entries(InputStream jar) throws IOException {
        List<String> names = new ArrayList<>();
        try (var zip = new ZipInputStream(jar)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    private static Stream<String> lines(String entry) throws IOException {
        return text(entry).lines();
    }

    private static String text(String entry) throws IOException {
        try (var war = new ZipFile(FILE.toFile());
                var content = war.getInputStream(war.getEntry(entry))) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
