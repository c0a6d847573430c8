package dev.eventsource.broker.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.eventsource.broker.it.cluster.DrainingIT;
import jakarta.servlet.annotation.WebServlet;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** No call may be forgotten when it is said who may make which. */
class DoorTableTest {
    /** A node that was drained would answer no other row: {@link DrainingIT} has the callers of this one. */
    private static final String LAST_CALL = "POST /drain";

    @Test
    void theTableHasEveryCall() {
        Set<String> calls = new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.eventsource.broker")
                        .stream()
                        .map(JavaClass::reflect)
                        .flatMap(DoorTableTest::calls)
                        .filter(call -> !call.equals(LAST_CALL))
                        .collect(Collectors.toSet());
        assertThat(DoorTable.rows()).extracting(DoorTable.Row::call).containsExactlyInAnyOrderElementsOf(calls);
    }

    @Test
    void theTableHasEveryCaller() {
        assertThat(DoorTable.rows())
                .allSatisfy(row -> assertThat(row.statuses()).hasSameSizeAs(Caller.values()));
    }

    private static Stream<String> calls(Class<?> resource) {
        WebServlet servlet = resource.getAnnotation(WebServlet.class);
        return servlet != null ? callsOfServlet(servlet.urlPatterns()[0]) : callsOfResource(resource);
    }

    /** Streams are read; to the hub's place is published too. */
    private static Stream<String> callsOfServlet(String path) {
        return Stream.of("GET", "POST")
                .filter(method -> method.equals("GET") || path.equals("/.well-known/mercure"))
                .map(method -> method + " " + path);
    }

    private static Stream<String> callsOfResource(Class<?> resource) {
        return Stream.of(resource.getDeclaredMethods())
                .flatMap(method -> Stream.of(method.getAnnotations())
                        .map(Annotation::annotationType)
                        .filter(type -> type != OPTIONS.class && type.isAnnotationPresent(HttpMethod.class))
                        .map(type -> type.getSimpleName() + " " + path(resource, method)));
    }

    /** Without the patterns of names, and their spaces. */
    private static String path(Class<?> resource, Method method) {
        String path = "/" + text(resource.getAnnotation(Path.class)) + "/" + text(method.getAnnotation(Path.class));
        return path.replaceAll("\\{\\s*(\\w+)\\s*:[^/]*}", "{$1}")
                .replaceAll("/+", "/")
                .replaceAll("(?<=.)/$", "");
    }

    private static String text(@Nullable Path path) {
        return path == null ? "" : path.value();
    }
}
