package dev.eventsource.broker.it.http;

import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Credentials;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Form;
import dev.eventsource.broker.it.support.Site;
import dev.eventsource.broker.run.TestUser;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /users}: an operator adds, lists, changes and deletes users, and replaces their secrets. */
public interface ManagingUsers {
    @Test
    default void addsAUserWithKeyAndSecretOfItsOwnMaking() {
        Answer added = Door.post("/users", Form.of());
        assertThat(added.status()).as(added.toString()).isEqualTo(201);
        assertThat(added.header("Cache-Control")).isEqualTo("no-store");
        JsonObject user = added.object();
        assertThat(user.getString("key")).matches("[A-Za-z0-9_-]{24}");
        assertThat(user.getString("secret")).matches("[A-Za-z0-9_-]{48}");
        assertThat(added.header("Location"))
                .isEqualTo(Broker.uri("/users/" + user.getString("key")).toString());
        assertThat(maySubscribe(user.getString("key"), user.getString("secret")))
                .isTrue();
    }

    @Test
    default void showsASecretOnce() {
        JsonObject user = add("name", "Shown once", "max_connections", "3");
        Answer shown = Door.get(path(user));
        assertThat(shown.body())
                .isEqualTo("{\"key\":\"%s\",\"name\":\"Shown once\",\"disabled\":false,\"max_connections\":3}"
                        .formatted(user.getString("key")));
        assertThat(Door.get("/users?limit=1000").body())
                .contains(user.getString("key"))
                .doesNotContain("\"secret\"");
    }

    @Test
    default void addsAKeyOnce() {
        String key = "twice-" + UUID.randomUUID();
        JsonObject user = add("key", key);
        assertProblem(Door.post("/users", Form.of("key", key)), 409);
        assertThat(maySubscribe(key, user.getString("secret"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "key,''",
        "key,a/b",
        "key,a:b",
        "key,a b",
        "disabled,yes",
        "max_connections,-1",
        "max_connections,1.5",
        "max_connections,99999999999",
        "max_conections,1",
        "presence_events,maybe",
        "webhook,ftp://example.com/",
        "webhook,example.com",
        "retained,news*",
        "key,eshq:mercure",
        "secret,chosen"
    })
    default void saysWhatAUserMayBe(String parameter, String value) {
        Answer answer = Door.post("/users", Form.of(parameter, value));
        assertProblem(answer, 400);
        assertThat(answer.object().getString("detail")).contains(parameter.substring(0, 3));
    }

    @Test
    default void listsUsersByTheirKeysInPages() {
        String prefix = "page-" + UUID.randomUUID() + "-";
        for (int i = 0; i < 5; i++) {
            add("key", prefix + i);
        }
        List<String> keys = new ArrayList<>();
        String after = prefix;
        for (int page = 0; page < 3; page++) {
            JsonObject answer = Door.get("/users?limit=2&after=" + after).object();
            answer.getJsonArray("users")
                    .forEach(user -> keys.add(user.asJsonObject().getString("key")));
            after = answer.getString("next", "");
        }
        assertThat(keys).startsWith(prefix + 0, prefix + 1, prefix + 2, prefix + 3, prefix + 4);
        assertProblem(Door.get("/users?limit=0"), 400);
        assertProblem(Door.get("/users?limit=1001"), 400);
        assertProblem(Door.get("/users?page=2"), 400);
    }

    @Test
    default void takesTheFormerSecretForAWhile() {
        JsonObject user = add();
        String key = user.getString("key");
        String first = user.getString("secret");
        JsonObject replaced = Door.post(path(user) + "/secret", Form.of("overlap_seconds", "60"))
                .object();
        String second = replaced.getString("secret");
        assertThat(second).isNotEqualTo(first);
        assertThat(Instant.parse(replaced.getString("former_secret_until"))).isAfter(Instant.now());
        assertThat(maySubscribe(key, first)).isTrue();
        assertThat(maySubscribe(key, second)).isTrue();

        String third = Door.post(path(user) + "/secret", Form.of("overlap_seconds", "0"))
                .object()
                .getString("secret");
        assertThat(maySubscribe(key, first)).isFalse();
        assertThat(maySubscribe(key, second)).isFalse();
        assertThat(maySubscribe(key, third)).isTrue();
        assertThat(Door.get(path(user)).body()).doesNotContain("secret");
    }

    @Test
    default void disablesAndEnables() {
        JsonObject user = add();
        Site site = new Site(new TestUser(user.getString("key"), user.getString("secret"), ""));
        try (var stream = site.subscribe("a")) {
            assertThat(patch(user, "disabled", "true").object().getBoolean("disabled"))
                    .isTrue();
            stream.awaitEnd();
        }
        assertThat(maySubscribe(user.getString("key"), user.getString("secret")))
                .isFalse();
        assertThat(patch(user, "disabled", "false").object().getBoolean("disabled"))
                .isFalse();
        assertThat(maySubscribe(user.getString("key"), user.getString("secret")))
                .isTrue();
    }

    @Test
    default void changesWhatIsSentAndNothingElse() {
        JsonObject user = add("name", "First", "max_connections", "3");
        assertThat(patch(user, "name", "Second").object().getInt("max_connections"))
                .isEqualTo(3);
        assertThat(patch(user, "max_connections", "").object().containsKey("max_connections"))
                .isFalse();
        assertThat(patch(user, "name", "").object().containsKey("name")).isFalse();
        assertThat(patch(user, "presence_events", "true", "webhook", "https://example.com/hook")
                        .body())
                .endsWith("\"presence_events\":true,\"webhook\":\"https://example.com/hook\"}");
        assertThat(patch(user, "presence_events", "false", "webhook", "").body())
                .doesNotContain("presence_events", "webhook");
        assertProblem(patch(user), 400);
        assertProblem(patch(user, "key", "other"), 400);
    }

    @Test
    default void deletesAUserWithItsSockets() {
        JsonObject user = add();
        Site site = new Site(new TestUser(user.getString("key"), user.getString("secret"), ""));
        String socket = site.openSocket("a");
        try (var stream = site.subscribe("a")) {
            assertThat(Door.call("DELETE", path(user)).status()).isEqualTo(204);
            stream.awaitEnd();
        }
        assertThat(maySubscribe(user.getString("key"), user.getString("secret")))
                .isFalse();
        assertProblem(Door.get("/eventsource?socket=" + socket), 404);
        assertProblem(Door.call("DELETE", path(user)), 404);
        assertProblem(Door.get(path(user)), 404);
    }

    @ParameterizedTest
    @CsvSource({"GET,/users/nobody", "PATCH,/users/nobody?name=a", "POST,/users/nobody/secret", "DELETE,/users/nobody"})
    default void saysThatThereIsNoSuchUser(String method, String path) {
        assertProblem(Door.call(method, path), 404);
    }

    private static JsonObject add(String... form) {
        Answer answer = Door.post("/users", Form.of(form));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.object();
    }

    private static Answer patch(JsonObject user, String... form) {
        return Door.call("PATCH", path(user), Form.of(form));
    }

    private static String path(JsonObject user) {
        return "/users/" + user.getString("key");
    }

    private static boolean maySubscribe(String key, String secret) {
        return Door.post("/socket", Credentials.hmac(key, secret), Form.of("channel", "a"))
                        .status()
                == 200;
    }
}
