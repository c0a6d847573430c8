package dev.eventsource.broker.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

@ArquillianTest
class DeploymentIT {

    @Deployment(testable = false)
    static WebArchive war() {
        return Broker.war();
    }

    @Test
    void servesAtTheRoot() throws Exception {
        HttpRequest welcome = HttpRequest.newBuilder(Broker.uri("/")).build();
        var answer = HttpClient.newHttpClient().send(welcome, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
