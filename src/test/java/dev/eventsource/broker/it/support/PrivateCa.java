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
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An authority of a test's own, made by {@code openssl}: nobody trusts what it signs but who is told to. */
public record PrivateCa(Path directory) {
    public static final String TRUST_STORE_PASSWORD = "changeit";

    private static final String NEW_KEY = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ";

    /** A certificate and its key, both PEM. */
    public record Identity(Path certificate, Path key) {}

    public static PrivateCa create() {
        try {
            var ca = new PrivateCa(Files.createTempDirectory(Target.file(""), "ca-"));
            ca.openssl("req -x509 -subj /CN=ca -days 1 -out ca.pem " + NEW_KEY + "ca.key");
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
        openssl("req -new -subj /CN=%s -addext subjectAltName=DNS:localhost -out %s.csr ".formatted(name, name)
                + NEW_KEY + name + ".key");
        openssl(
                "x509 -req -in %s.csr -CA ca.pem -CAkey ca.key -CAcreateserial -copy_extensions copy -days %d -out %s.pem"
                        .formatted(name, days, name));
        return new Identity(file(name + ".pem"), file(name + ".key"));
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

    /** What serves under an identity. */
    public SSLContext serving(Identity identity) {
        Path file = file("serving.p12");
        openssl("pkcs12 -export -in %s -inkey %s -out serving.p12 -passout pass:%s"
                .formatted(identity.certificate(), identity.key(), TRUST_STORE_PASSWORD));
        try (InputStream in = Files.newInputStream(file)) {
            char[] password = TRUST_STORE_PASSWORD.toCharArray();
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private void openssl(String words) {
        List<String> command = List.of("sh", "-c", "cd \"$0\" && exec openssl " + words, directory.toString());
        if (GuardedProcess.start(command, Map.of(), file("openssl.log")).join() != 0) {
            throw new IllegalStateException("openssl " + words + " failed; see " + file("openssl.log"));
        }
    }
}
