package dev.eventsource.broker.bench;

import static java.util.stream.Collectors.joining;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares ratios with those of before, and says which fell by more than a fifth: less may be chance. */
record Guard(Map<String, Double> before) {
    private static final double LEAST = 0.8;
    private static final String LINE = "%-64s %8s %8s  %s%n";

    /** With the ratios of a file that {@link #write} has written. */
    static Guard read(Path file) {
        Map<String, Double> before = new HashMap<>();
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
            reader.readObject().forEach((name, value) -> before.put(name, ((JsonNumber) value).doubleValue()));
        } catch (IOException e) {
            throw new CannotMeasure("There is no baseline to read: " + e.getMessage());
        }
        return new Guard(before);
    }

    /** Writes what later runs may be compared with. */
    static void write(List<Ratio> ratios, Path file) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        ratios.forEach(ratio -> json.add(ratio.name(), Math.round(1_000 * ratio.is()) / 1_000.0));
        try (JsonWriter writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(Files.newBufferedWriter(file))) {
            writer.write(json.build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line for each ratio. */
    String compare(List<Ratio> ratios) {
        return LINE.formatted("ratio", "is", "was", "")
                + ratios.stream().map(this::line).collect(joining());
    }

    private String line(Ratio ratio) {
        Double was = before.get(ratio.name());
        return LINE.formatted(ratio.name(), number(ratio.is()), was == null ? "-" : number(was), verdict(ratio, was));
    }

    private static String verdict(Ratio ratio, @Nullable Double was) {
        if (was == null) {
            return "new";
        }
        return ratio.is() < LEAST * was ? "FELL BY %.0f %%".formatted(100 * (1 - ratio.is() / was)) : "";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
