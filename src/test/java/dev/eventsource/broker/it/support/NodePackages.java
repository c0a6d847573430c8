package dev.eventsource.broker.it.support;

import dev.eventsource.broker.process.GuardedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The npm packages of src/test/node at the versions locked there, installed under target once and then left alone. */
public final class NodePackages {
    private static final Path SOURCE = Path.of("src", "test", "node");
    private static final Path DIRECTORY = Path.of("target", "node").toAbsolutePath();
    private static final Path LOG = DIRECTORY.resolve("npm.log");

    private NodePackages() {}

    /** The directory in which scripts find the packages. The test is skipped where npm cannot install them. */
    public static synchronized Path directory() {
        try {
            if (!isInstalled()) {
                install();
            }
            copy("follow.mjs");
            copy("eslint.config.mjs");
            return DIRECTORY;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether what npm has put there follows the lock file as it is now. */
    private static boolean isInstalled() throws IOException {
        Path installed = DIRECTORY.resolve("package-lock.json");
        return Files.exists(DIRECTORY.resolve("node_modules/.package-lock.json"))
                && Files.mismatch(installed, SOURCE.resolve("package-lock.json")) < 0;
    }

    private static void install() throws IOException {
        Files.createDirectories(DIRECTORY);
        copy("package.json");
        copy("package-lock.json");
        var command = List.of(
                new Program("npm").path().toString(),
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--prefix",
                DIRECTORY.toString());
        if (GuardedProcess.start(command, Map.of(), LOG).join() != 0) {
            throw Requirement.missing("the npm packages of " + SOURCE, "npm could not install them; see " + LOG);
        }
    }

    private static void copy(String file) throws IOException {
        byte[] content = Files.readAllBytes(SOURCE.resolve(file));
        Files.write(DIRECTORY.resolve(file), content);
    }
}
