package dev.eventsource.broker.mercure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.token.KeySets;
import jakarta.ws.rs.WebApplicationException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DraftEightTest {
    private static final Map<String, String> SETTINGS = Map.of(
            "MERCURE_URL", "https://hub.example.org/.well-known/mercure",
            "MERCURE_ISSUER", "https://issuer.example.org",
            "MERCURE_PUBLISHER_JWT_KEY", "a secret of thirty-two bytes or more",
            "MERCURE_SUBSCRIBER_JWT_KEY", "a secret of thirty-two bytes or more");

    @AfterEach
    void forget() {
        System.getProperties().keySet().removeIf(name -> name.toString().startsWith("MERCURE"));
    }

    @SuppressWarnings("NullAway") // who only looks at parameters needs nothing else
    private static DraftEight of(String drafts) {
        SETTINGS.forEach(System::setProperty);
        System.setProperty("MERCURE", drafts);
        return new DraftEight(new Hub(new Settings(), new KeySets()), null, null, null);
    }

    @ParameterizedTest
    @CsvSource({
        "0,match=a,false",
        "0,topic=a,false",
        "1,match=a,true",
        "1,topic=a,true",
        "1,topic=a&match=a,true",
        "both,topic=a,false",
        "both,match=a,true",
        "both,match_exact=a,true",
        "both,Matched=a,true",
        "both,other=a,false"
    })
    void isToldByWhatACallAsksFor(String drafts, String query, boolean isEight) {
        assertThat(of(drafts).isAskedBy(Parameters.ofQuery(query))).isEqualTo(isEight);
    }

    @Test
    void isNotAskedForBesideTheOther() {
        Parameters mixed = Parameters.ofQuery("topic=a&match=a");
        DraftEight both = of("both");
        assertThatThrownBy(() -> both.isAskedBy(mixed))
                .isInstanceOfSatisfying(
                        WebApplicationException.class,
                        refusal -> assertThat(refusal.getResponse().getStatus()).isEqualTo(400));
    }

    /** Else its tokens would be anybody's. */
    @ParameterizedTest
    @ValueSource(strings = {"MERCURE_URL", "MERCURE_ISSUER"})
    void needsItsSettings(String missing) {
        SETTINGS.forEach(System::setProperty);
        System.setProperty("MERCURE", "1");
        System.clearProperty(missing);
        assertThatThrownBy(Settings::new).hasMessageContaining(missing);
    }
}
