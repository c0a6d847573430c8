package dev.eventsource.broker.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.http.Parameters;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class UserDocumentTest {
    @Test
    void isNoUsersUnderAKeyOfTheBrokersOwn() {
        Document document = new Document("key", "eshq:mercure")
                .append("secret", "secret")
                .append("issuers", List.of(new Document("iss", "https://issuer.example.org")));
        assertThat(UserDocument.read(document)).isEmpty();
        assertThat(UserDocument.readIssuers(document)).isEmpty();
        document.append("key", "eshq");
        assertThat(UserDocument.read(document)).isPresent();
        assertThat(UserDocument.readIssuers(document)).hasSize(1);
    }

    @Test
    void keepsWhichChannelsAreRetained() {
        User made = UserParameters.create(
                Parameters.ofQuery("key=k&retained=price&retained=seats.%23&retained=&retained=price"));
        Document document = UserDocument.write(made);
        assertThat(document.getList("retained", String.class)).containsExactly("price", "seats.#");
        assertThat(UserDocument.read(document))
                .get()
                .extracting(User::retainedChannels)
                .satisfies(retained -> {
                    assertThat(List.of("price", "seats", "seats.1.2")).allMatch(retained::have);
                    assertThat(List.of("prices", "price.1", "seat")).noneMatch(retained::have);
                });
        assertThat(UserJson.withoutSecret(made).getJsonArray("retained")).hasToString("[\"price\",\"seats.#\"]");
    }

    /** People write documents too. */
    @Test
    void retainsNothingByWhatIsNoPattern() {
        Document document =
                new Document("key", "k").append("secret", "s").append("retained", List.of("news*", 7, "", "a.*"));
        assertThat(UserDocument.read(document))
                .get()
                .extracting(User::retainedChannels)
                .isEqualTo(RetainedChannels.parse(List.of("a.*")));
        document.append("retained", "a.*");
        assertThat(UserDocument.read(document))
                .get()
                .extracting(User::retainedChannels)
                .isEqualTo(RetainedChannels.NONE);
    }

    @Test
    void retainsAHundredPatternsAtMost() {
        String one = "&retained=c";
        assertThat(UserParameters.changes(Parameters.ofQuery(one.repeat(100).substring(1))))
                .hasSize(1);
        assertThatThrownBy(() -> UserParameters.changes(
                        Parameters.ofQuery(one.repeat(101).substring(1))))
                .isInstanceOf(WebApplicationException.class)
                .hasMessageContaining("400");
    }

    @Test
    void isNotMadeUnderSuchAKey() {
        assertThatThrownBy(() -> UserParameters.create(Parameters.ofQuery("key=eshq:mercure")))
                .isInstanceOf(WebApplicationException.class)
                .hasMessageContaining("400");
    }
}
