package dev.eventsource.broker.it.packaging;

import jakarta.json.Json;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The steps of {@code Containerfile.payara} or {@code Containerfile.wildfly}, by which an image is built, in their order. */
record Containerfile(List<Instruction> instructions) {
    private static final Pattern INSTRUCTION = Pattern.compile("(?m)^([A-Z]+) ((?:.*\\\\\\n)*.*)$");
    private static final Pattern VARIABLE = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|(\\S+))");

    record Instruction(String keyword, String arguments) {
        private static Instruction of(MatchResult match) {
            return new Instruction(match.group(1), match.group(2).replace("\\\n", ""));
        }

        /** Behind the options. */
        List<String> words() {
            return Stream.of(arguments.trim().split("\\s+"))
                    .filter(word -> !word.startsWith("--"))
                    .toList();
        }

        /** Of a command that no shell reads. */
        List<String> command() {
            String array = arguments.substring(arguments.indexOf('['));
            try (var reader = Json.createReader(new StringReader(array))) {
                return reader.readArray().getValuesAs(JsonString::getString);
            }
        }
    }

    static Containerfile read(String server) {
        try {
            String text = Files.readString(Path.of("server-config", "container", "Containerfile." + server));
            return new Containerfile(
                    INSTRUCTION.matcher(text).results().map(Instruction::of).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<Instruction> all(String keyword) {
        return instructions.stream().filter(instruction -> instruction.keyword().equals(keyword));
    }

    Instruction only(String keyword) {
        List<Instruction> found = all(keyword).toList();
        if (found.size() != 1) {
            throw new IllegalStateException(found.size() + " times " + keyword);
        }
        return found.get(0);
    }

    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        all("ENV")
                .flatMap(line -> VARIABLE.matcher(line.arguments()).results())
                .forEach(match ->
                        environment.put(match.group(1), match.group(2) == null ? match.group(3) : match.group(2)));
        return environment;
    }

    /** Files and directories of the project. */
    List<Path> sources() {
        List<Path> sources = new ArrayList<>();
        all("COPY")
                .map(Instruction::words)
                .forEach(words -> words.subList(0, words.size() - 1).forEach(source -> sources.add(Path.of(source))));
        return sources;
    }
}
