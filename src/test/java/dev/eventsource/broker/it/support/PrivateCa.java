package dev.eventsource.broker.it.support;

import dev.eventsource.broker.process.GuardedProcess;
import dev.eventsource.broker.process.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An authority of a test's own, made by {@code openssl}: nobody trusts what it signs but who is told to. */
public record PrivateCa(Path directory) {
    public static final String TRUST_STORE_PASSWORD = "changeit";

    private static final List<String> NEW_KEY =
            List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout");

    /** A certificate and its key, both PEM. */
    public record Identity(Path certificate, Path key) {}

    public static PrivateCa create() {
        try {
            var ca = new PrivateCa(Files.createTempDirectory(Target.file(""), "ca-"));
            ca.openssl(
                    "req",
                    "-x509",
                    NEW_KEY,
                    ca.file("ca.key"),
                    "-out",
                    ca.certificate(),
                    "-days",
                    "1",
                    "-subj",
                    "/CN=ca");
            return ca;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path certificate() {
        return file("ca.pem");
    }

    /** For the host {@code localhost} and no other. */
    public Identity localhost() {
        return sign("localhost", 1);
    }

    /** For the same host, and out of date since yesterday. */
    public Identity lapsed() {
        return sign("lapsed", -1);
    }

    private Identity sign(String name, int days) {
        var identity = new Identity(file(name + ".pem"), file(name + ".key"));
        Path request = file(name + ".csr");
        openssl(
                "req",
                "-new",
                NEW_KEY,
                identity.key(),
                "-out",
                request,
                "-subj",
                "/CN=" + name,
                "-addext",
                "subjectAltName=DNS:localhost");
        openssl(
                "x509",
                "-req",
                "-in",
                request,
                "-CA",
                certificate(),
                "-CAkey",
                file("ca.key"),
                "-CAcreateserial",
                "-copy_extensions",
                "copy",
                "-days",
                days,
                "-out",
                identity.certificate());
        return identity;
    }

    /** What a JVM takes as {@code javax.net.ssl.trustStore}. */
    public Path trustStore() {
        Path file = file("trust.p12");
        try (InputStream pem = Files.newInputStream(certificate());
                OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            store.store(out, TRUST_STORE_PASSWORD.toCharArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return file;
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private void openssl(Object... words) {
        var command = new ArrayList<>(List.of(new Program("openssl").path().toString()));
        for (Object word : words) {
            if (word instanceof List<?> several) {
                several.forEach(one -> command.add(one.toString()));
            } else {
                command.add(word.toString());
            }
        }
        Path log = file("openssl.log");
        if (GuardedProcess.start(command, Map.of(), log).join() != 0) {
            throw new IllegalStateException(command + " failed; see " + log);
        }
    }
}
