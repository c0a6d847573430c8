package dev.eventsource.broker.http;

import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of a call, from its query and its form-encoded body alike. Everything malformed is a 400 problem. */
public final class Parameters {
    private static final Pattern DIGITS = Pattern.compile("\\d{1,9}|1000000000");

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    private final Set<String> verbatim;

    private Parameters(Set<String> verbatim) {
        this.verbatim = verbatim;
    }

    /** The parameters of a query. */
    public static Parameters of(UriInfo uri) {
        return ofQuery(uri.getRequestUri().getRawQuery());
    }

    /** The parameters of a query as it stands in the request; null: it has none. */
    public static Parameters ofQuery(@Nullable String query) {
        return ofQuery(query, Set.of());
    }

    /** As {@link #ofQuery(String)}, but that values of {@code verbatim} that are malformed stand as they came. */
    public static Parameters ofQuery(@Nullable String query, Set<String> verbatim) {
        Parameters parameters = new Parameters(verbatim);
        if (query != null) {
            parameters.add(query.getBytes(StandardCharsets.UTF_8), "query");
        }
        return parameters;
    }

    /** The parameters of a query and a body of at most {@code maxBytes}; a larger one is a 413 problem. */
    public static Parameters of(UriInfo uri, HttpHeaders headers, InputStream body, long maxBytes) {
        Parameters parameters = of(uri);
        byte[] form = Body.read(body, maxBytes);
        if (form.length > 0) {
            requireForm(headers.getMediaType());
            parameters.add(form, "body");
        }
        return parameters;
    }

    /** The parameters of a query and a body that is there, of at most {@code maxBytes}; a larger one is a 413 problem. */
    public static Parameters of(@Nullable String query, @Nullable String contentType, byte[] body, long maxBytes) {
        Parameters parameters = ofQuery(query);
        if (body.length > maxBytes) {
            throw Problem.bodyTooLarge(maxBytes);
        }
        if (body.length > 0) {
            requireForm(mediaType(contentType));
            parameters.add(body, "body");
        }
        return parameters;
    }

    private static @Nullable MediaType mediaType(@Nullable String contentType) {
        try {
            return contentType == null ? null : MediaType.valueOf(contentType);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private static void requireForm(@Nullable MediaType type) {
        if (type == null || !type.isCompatible(MediaType.APPLICATION_FORM_URLENCODED_TYPE)) {
            throw new NotSupportedException(
                    Response.status(Response.Status.UNSUPPORTED_MEDIA_TYPE).build());
        }
    }

    private void add(byte[] encoded, String where) {
        try {
            FormDecoder.decode(new String(encoded, StandardCharsets.ISO_8859_1), verbatim, values);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(
                    "The %s is not well-formed: percent-encode the bytes of UTF-8 text, of 200 parameters at most."
                            .formatted(where));
        }
    }

    /** The value of a parameter that may stand once; empty where it does not stand. */
    public Optional<String> find(String name) {
        List<String> found = all(name);
        if (found.size() > 1) {
            throw Problem.badRequest("The parameter '%s' stands %d times; send it once.".formatted(name, found.size()));
        }
        return found.stream().findFirst();
    }

    /** The value of a parameter that must stand once. */
    public String require(String name) {
        return find(name).orElseThrow(() -> Problem.badRequest("The parameter '%s' is missing.".formatted(name)));
    }

    /** The names of those that stand. */
    public Set<String> names() {
        return Set.copyOf(values.keySet());
    }

    /** Whether a parameter stands. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** A whole number from {@code least} to {@code most}; {@code absent} where the parameter does not stand. */
    public int number(String name, int least, int most, int absent) {
        return find(name).map(text -> number(name, text, least, most)).orElse(absent);
    }

    private static int number(String name, String text, int least, int most) {
        int number = DIGITS.matcher(text).matches() ? Integer.parseInt(text) : -1;
        if (number < least || number > most) {
            throw Problem.badRequest(
                    "The parameter '%s' takes a whole number from %d to %d.".formatted(name, least, most));
        }
        return number;
    }

    /** True or false; empty where the parameter does not stand. */
    public Optional<Boolean> flag(String name) {
        return find(name).map(text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Problem.badRequest("The parameter '%s' takes true or false.".formatted(name));
        });
    }

    /** A 400 problem where a parameter stands that is none of these: a misspelled one must not be passed over. */
    public void allowOnly(String... names) {
        Set<String> allowed = Set.of(names);
        values.keySet().stream()
                .filter(name -> !allowed.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Problem.badRequest("This call takes no parameter '%s', but these: %s."
                            .formatted(name, String.join(", ", names)));
                });
    }

    /** The values of a parameter that may stand several times, in their order. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** The last value that is not empty of the last of some parameters, in the order in which they stand first; empty where there is none. */
    public String last(Set<String> names) {
        return values.entrySet().stream()
                .filter(each -> names.contains(each.getKey()))
                .flatMap(each -> each.getValue().stream())
                .filter(value -> !value.isEmpty())
                .reduce((earlier, later) -> later)
                .orElse("");
    }
}
