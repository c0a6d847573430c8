package dev.eventsource.broker.it.http;

import static dev.eventsource.broker.it.support.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.it.support.Answer;
import dev.eventsource.broker.it.support.Broker;
import dev.eventsource.broker.it.support.Door;
import dev.eventsource.broker.it.support.Secrets;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A broker as it is deployed: whoever calls, from wherever, is an operator by its token alone. */
@Tag("once-per-server")
@ArquillianTest
class AdminTokenIT {
    private static final String TOKEN = "operators-own-token";

    @Deployment(testable = false)
    static WebArchive war() {
        WebArchive war = Broker.war();
        System.clearProperty("OPERATOR_ON_LOOPBACK");
        System.setProperty("ADMIN_TOKEN", TOKEN);
        Secrets.add(TOKEN);
        return war;
    }

    @BeforeAll
    static void awaitReady() {
        Broker.awaitReady();
    }

    @AfterAll
    static void forget() {
        System.clearProperty("ADMIN_TOKEN");
        System.setProperty("OPERATOR_ON_LOOPBACK", "true");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/broker,200",
        "GET,/metrics,200",
        "GET,/users,200",
        "POST,/users,201",
        "GET,/users/alice,200",
        "PATCH,/users/mallory?disabled=true,200",
        "POST,/users/mallory/secret,200",
        "DELETE,/users/nobody,404",
        "GET,/stats?user=alice,200",
        "DELETE,/channel/nobodys,204",
        "POST,/drain,202"
    })
    void anOperatorProvesIt(String method, String call, int status) {
        assertProblem(Door.call(method, call), 401);
        assertProblem(Door.call(method, call, "Authorization", "Bearer wrong"), 401);
        assertProblem(Door.call(method, call, "Authorization", "Bearer " + TOKEN, "Sec-Fetch-Site", "cross-site"), 403);
        assertThat(Door.call(method, call, "Authorization", "Bearer " + TOKEN).status())
                .isEqualTo(status);
    }

    @Test
    void aProxyMayPassOnWhatAnOperatorSends() {
        Answer answer = Door.get("/broker", "Authorization", "Bearer " + TOKEN, "X-Forwarded-For", "192.0.2.1");
        assertThat(answer.status()).isEqualTo(200);
    }
}
