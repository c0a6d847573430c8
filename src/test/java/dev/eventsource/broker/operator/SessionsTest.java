package dev.eventsource.broker.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsource.broker.cluster.Signal;
import dev.eventsource.broker.cluster.Signals;
import dev.eventsource.broker.cluster.Topic;
import dev.eventsource.broker.settings.Settings;
import jakarta.enterprise.event.Event;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionsTest {
    private final MovedClock clock = new MovedClock();
    private final Told told = new Told();
    private final Sessions sessions = node("a token", told);

    /** What a node tells, which is what it is told itself. */
    private static final class Told {
        private final Signals signals = new Signals(nobody());

        List<Signal> all() throws InterruptedException {
            List<Signal> all = new ArrayList<>();
            for (Signal signal = signals.poll(Duration.ZERO); signal != null; signal = signals.poll(Duration.ZERO)) {
                all.add(signal);
            }
            return all;
        }
    }

    @SuppressWarnings("unchecked")
    static <T> Event<T> nobody() {
        return (Event<T>) Proxy.newProxyInstance(
                SessionsTest.class.getClassLoader(), new Class<?>[] {Event.class}, (proxy, method, arguments) -> null);
    }

    private @Nullable EndedSessions ended;

    private Sessions node(String token, Told told) {
        System.setProperty("ADMIN_TOKEN", token);
        OperatorToken operators = new OperatorToken(new Settings());
        ended = new EndedSessions(new OperatorSignals(operators, told.signals), clock);
        return new Sessions(new SessionSeal(operators), ended, clock);
    }

    @BeforeAll
    static void quietly() {
        Logger.getLogger(Sessions.class.getName()).setLevel(Level.WARNING);
    }

    @AfterAll
    static void aloud() {
        Logger.getLogger(Sessions.class.getName()).setLevel(null);
    }

    @AfterEach
    void forget() {
        System.clearProperty("ADMIN_TOKEN");
    }

    @Test
    void aSessionIsKnownByItsCookieBesideTheHeader() {
        String value = value(sessions.begin(call(""), Instant.MAX));
        assertThat(sessions.find(call("other=1; " + cookie(value)))).isPresent();
        assertThat(sessions.find(withoutHeader(cookie(value)))).isEmpty();
        assertThat(sessions.find(call(cookie("a.b") + "; " + cookie(value)))).isPresent();
        assertThat(sessions.find(call(""))).isEmpty();
    }

    @Test
    void everyNodeWithTheTokenKnowsItAndNoneWithAnother() {
        String value = value(sessions.begin(call(""), Instant.MAX));
        assertThat(node("a token", new Told()).find(call(cookie(value)))).isPresent();
        assertThat(node("another token", new Told()).find(call(cookie(value)))).isEmpty();
    }

    @Test
    void noPartOfItCanBeChanged() {
        String value = value(sessions.begin(call(""), Instant.MAX));
        for (int i = 0; i < value.length(); i++) {
            String changed = value.substring(0, i) + (value.charAt(i) == '1' ? '2' : '1') + value.substring(i + 1);
            assertThat(sessions.find(call(cookie(changed)))).as(changed).isEmpty();
        }
        assertThat(sessions.find(call(cookie(value + "0")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "...", "a.1.1.b", "\u00e9", "=", "id.9999999999.9999999999.0"})
    void whatIsNoneIsNone(String value) {
        assertThat(sessions.find(call(cookie(value)))).isEmpty();
    }

    @Test
    void isOverWhenNobodyWasThereForHalfAnHour() {
        String value = value(sessions.begin(call(""), Instant.MAX));
        clock.move(Duration.ofMinutes(29));
        Session session = sessions.find(call(cookie(value))).orElseThrow();
        String renewed = value(sessions.renew(session, call("")));
        clock.move(Duration.ofMinutes(2));
        assertThat(sessions.find(call(cookie(value)))).isEmpty();
        assertThat(sessions.find(call(cookie(renewed)))).isPresent();
    }

    @Test
    void isOverAfterEightHoursWhateverIsDone() {
        String value = value(sessions.begin(call(""), Instant.MAX));
        for (int i = 0; i < 23; i++) {
            clock.move(Duration.ofMinutes(20));
            value = value(sessions.renew(sessions.find(call(cookie(value))).orElseThrow(), call("")));
        }
        clock.move(Duration.ofMinutes(20));
        assertThat(sessions.find(call(cookie(value)))).isEmpty();
    }

    @Test
    void isOverWithTheTokenThatBeganIt() {
        String value = value(sessions.begin(call(""), clock.instant().plus(Duration.ofMinutes(10))));
        clock.move(Duration.ofMinutes(9));
        value = value(sessions.renew(sessions.find(call(cookie(value))).orElseThrow(), call("")));
        assertThat(sessions.find(call(cookie(value)))).isPresent();
        clock.move(Duration.ofMinutes(1));
        assertThat(sessions.find(call(cookie(value)))).isEmpty();
    }

    @Test
    void isNotOfATimeThatIsStillToCome() {
        clock.move(Duration.ofHours(1));
        String value = value(sessions.begin(call(""), Instant.MAX));
        clock.move(Duration.ofMinutes(-5));
        assertThat(sessions.find(call(cookie(value)))).isEmpty();
    }

    @Test
    void whatHasBeenEndedIsWorthNothing() {
        String value = value(sessions.begin(call(""), Instant.MAX));
        Session session = sessions.find(call(cookie(value))).orElseThrow();
        String renewed = value(sessions.renew(session, call("")));
        String other = value(sessions.begin(call(""), Instant.MAX));
        assertThat(sessions.end(session, call(""))).contains("Max-Age=0");
        assertThat(sessions.find(call(cookie(value)))).isEmpty();
        assertThat(sessions.find(call(cookie(renewed)))).isEmpty();
        assertThat(sessions.find(call(cookie(other)))).isPresent();
    }

    /** A signal may be lost. */
    @Test
    void theOtherNodesAreToldUntilTheSessionWouldBeOver() throws InterruptedException {
        String value = value(sessions.begin(call(""), Instant.MAX));
        Sessions other = node("a token", new Told());
        EndedSessions endedThere = Objects.requireNonNull(ended);
        sessions.end(sessions.find(call(cookie(value))).orElseThrow(), call(""));
        assertThat(told.all()).hasSize(1);
        sessions.tellAgain();
        List<Signal> again = told.all();
        assertThat(again).hasSize(1);
        assertThat(other.find(call(cookie(value)))).isPresent();
        again.forEach(endedThere::follow);
        assertThat(other.find(call(cookie(value)))).isEmpty();
        clock.move(Session.LONGEST.plusSeconds(1));
        sessions.tellAgain();
        assertThat(told.all()).isEmpty();
    }

    /** Nor by whoever may write to RabbitMQ, or has another token. */
    @Test
    void isEndedByNobodyElse() throws InterruptedException {
        String value = value(sessions.begin(call(""), Instant.MAX));
        Session session = sessions.find(call(cookie(value))).orElseThrow();
        EndedSessions endedHere = Objects.requireNonNull(ended);
        String forged = session.id() + " " + session.begunAt().getEpochSecond();
        endedHere.follow(new Signal(Topic.END_SESSION, forged));
        endedHere.follow(new Signal(Topic.END_SESSION, "END_SESSION " + forged + "." + "0".repeat(64)));
        Told elsewhere = new Told();
        node("another token", elsewhere).end(session, call(""));
        elsewhere.all().forEach(endedHere::follow);
        assertThat(sessions.find(call(cookie(value)))).isPresent();
    }

    /** Nobody may have an ended session last by ending others. */
    @Test
    void whereTooManyWereEndedAllAre() {
        String value = value(sessions.begin(call(""), Instant.MAX));
        String kept = value(sessions.begin(call(""), Instant.MAX));
        sessions.end(sessions.find(call(cookie(value))).orElseThrow(), call(""));
        for (int i = 0; i < EndedSessions.MOST; i++) {
            String next = value(sessions.begin(call(""), Instant.MAX));
            sessions.find(call(cookie(next))).ifPresent(session -> sessions.end(session, call("")));
        }
        assertThat(sessions.find(call(cookie(value)))).isEmpty();
        assertThat(sessions.find(call(cookie(kept)))).isEmpty();
        clock.move(Duration.ofSeconds(1));
        assertThat(sessions.find(call(cookie(value(sessions.begin(call(""), Instant.MAX))))))
                .isPresent();
    }

    @Test
    void theCookieIsForNoScriptAndNoOtherSite() {
        assertThat(sessions.begin(call(""), Instant.MAX))
                .contains("; HttpOnly", "; SameSite=Strict")
                .doesNotContain("Secure", "Path", "Domain", "Max-Age");
        Map<String, String> overTls = Map.of("Origin", "https://broker.example");
        assertThat(sessions.begin(request(overTls, false), Instant.MAX)).endsWith("; Secure");
        assertThat(sessions.begin(request(Map.of(), true), Instant.MAX)).endsWith("; Secure");
    }

    private static String value(String setCookie) {
        return setCookie.substring(setCookie.indexOf('=') + 1, setCookie.indexOf(';'));
    }

    private static String cookie(String value) {
        return SessionCookie.NAME + "=" + value;
    }

    private static HttpServletRequest call(String cookies) {
        return request(Map.of("Cookie", cookies, Sessions.HEADER, "1"), false);
    }

    private static HttpServletRequest withoutHeader(String cookies) {
        return request(Map.of("Cookie", cookies), false);
    }

    private static HttpServletRequest request(Map<String, String> headers, boolean secure) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                SessionsTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeader" -> headers.get((String) arguments[0]);
                    case "getHeaders" ->
                        Collections.enumeration(
                                headers.containsKey((String) arguments[0])
                                        ? List.of(headers.get((String) arguments[0]))
                                        : List.of());
                    case "isSecure" -> secure;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static final class MovedClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00.500Z");

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
