package dev.eventsource.broker.it.support;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A program of this machine, by name. */
public record Program(String name) {
    public Optional<Path> find() {
        return directories().stream()
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    public Path path() {
        return find().orElseThrow(() -> new IllegalStateException("there is no " + name + " on this machine"));
    }

    private static List<String> directories() {
        var directories = new ArrayList<String>();
        // Ahead of the PATH, where packages put a wrapper that changes the user and drops the environment.
        directories.add("/usr/lib/rabbitmq/bin");
        directories.addAll(List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)));
        // Not on the PATH of everybody.
        directories.add("/usr/sbin");
        return directories;
    }
}
