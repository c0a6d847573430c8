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
    void isNotMadeUnderSuchAKey() {
        assertThatThrownBy(() -> UserParameters.create(Parameters.ofQuery("key=eshq:mercure")))
                .isInstanceOf(WebApplicationException.class)
                .hasMessageContaining("400");
    }
}
