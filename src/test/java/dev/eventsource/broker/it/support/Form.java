package dev.eventsource.broker.it.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;

/** Names and values in the order given, a name as often as it is given. */
public record Form(List<String> namesAndValues) {
    public static Form of(String... namesAndValues) {
        return new Form(List.of(namesAndValues));
    }

    public Form and(Form other) {
        var both = new ArrayList<>(namesAndValues);
        both.addAll(other.namesAndValues);
        return new Form(both);
    }

    public Form and(String name, String value) {
        return and(of(name, value));
    }

    public String encoded() {
        var encoded = new StringBuilder();
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            encoded.append(i == 0 ? "" : "&")
                    .append(URLEncoder.encode(namesAndValues.get(i), UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(namesAndValues.get(i + 1), UTF_8));
        }
        return encoded.toString();
    }
}
