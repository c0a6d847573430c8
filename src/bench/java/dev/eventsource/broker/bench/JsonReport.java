package dev.eventsource.broker.bench;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** A report as JSON. */
final class JsonReport {
    private final Report report;

    JsonReport(Report report) {
        this.report = report;
    }

    void write(Path file) {
        try (JsonWriter writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(Files.newBufferedWriter(file))) {
            writer.write(json());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonStructure json() {
        JsonArrayBuilder figures = Json.createArrayBuilder();
        report.figures().forEach(figure -> figures.add(json(figure)));
        JsonArrayBuilder goals = Json.createArrayBuilder();
        report.goals().forEach(goal -> goals.add(json(goal)));
        return Json.createObjectBuilder()
                .add("machine", report.machine().toString())
                .add("figures", figures)
                .add("goals", goals)
                .add("faults", Json.createArrayBuilder(report.faults()))
                .build();
    }

    private static JsonObjectBuilder json(Figure figure) {
        return Json.createObjectBuilder()
                .add("mode", figure.mode())
                .add("server", figure.contender())
                .add("unit", figure.unit())
                .add("median", figure.median())
                .add("rounds", Json.createArrayBuilder(figure.rounds()));
    }

    private static JsonObjectBuilder json(Goal goal) {
        return Json.createObjectBuilder()
                .add("goal", goal.name())
                .add("is", number(goal.is()))
                .add(goal.bound().name().toLowerCase(Locale.ROOT), goal.limit())
                .add("reached", goal.isReached());
    }

    /** What was divided by nothing measurable is no number of JSON's. */
    private static JsonValue number(double figure) {
        return Double.isFinite(figure) ? Json.createValue(figure) : JsonValue.NULL;
    }
}
