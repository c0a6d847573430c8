package dev.eventsource.broker.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcernResult;
import com.mongodb.bulk.WriteConcernError;
import dev.eventsource.broker.http.Unavailable;
import java.io.IOException;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {
    private static final ServerAddress SERVER = new ServerAddress();

    private final AtomicLong now = new AtomicLong();
    private final Failures failures = new Failures(now::get);

    static Stream<MongoException> away() {
        MongoException network = new MongoSocketOpenException("refused", SERVER, new IOException());
        MongoException labelled = new MongoException(91, "shutting down");
        labelled.addLabel("RetryableWriteError");
        return Stream.of(
                network,
                new MongoTimeoutException("no server"),
                new MongoNotPrimaryException(new BsonDocument(), SERVER),
                new MongoSecurityException(null, "cut off", network),
                labelled);
    }

    @ParameterizedTest
    @MethodSource("away")
    void whatPassesIsAway(MongoException failure) {
        assertThat(failures.of(failure, "users").isLasting()).isFalse();
    }

    static Stream<MongoException> refusals() {
        return Stream.of(
                notAuthorised("users"),
                new MongoWriteConcernException(
                        new WriteConcernError(79, "UnknownReplWriteConcern", "", new BsonDocument()),
                        WriteConcernResult.unacknowledged(),
                        SERVER,
                        List.of()),
                new MongoSecurityException(null, "wrong password"),
                new MongoException(2, "bad value"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatDoesNotPassIsARefusal(MongoException failure) {
        Unavailable refusal = failures.of(failure, "users");
        assertThat(refusal.isLasting()).isTrue();
        assertThat(refusal.whatIsMissing()).contains("refuses").doesNotContain("secret");
    }

    @Test
    void logsEachKindOnceAMinuteByCodeAndCollection() {
        Lines lines = new Lines();
        Logger logger = Logger.getLogger(Failures.class.getName());
        logger.addHandler(lines);
        try {
            for (int i = 0; i < 3; i++) {
                failures.of(notAuthorised("secret"), "users");
                failures.of(notAuthorised("secret"), "connections");
            }
            assertThat(lines.told)
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .contains("13", "Unauthorized", "users")
                                    .doesNotContain("secret"),
                            line -> assertThat(line).contains("13", "Unauthorized", "connections"));
            now.addAndGet(61_000_000_000L);
            failures.of(notAuthorised("secret"), "users");
            assertThat(lines.told).hasSize(3);
        } finally {
            logger.removeHandler(lines);
        }
    }

    private static MongoException notAuthorised(String text) {
        BsonDocument answer = BsonDocument.parse(
                "{ok: 0, code: 13, codeName: 'Unauthorized', errmsg: 'not authorized to find %s'}".formatted(text));
        return new MongoCommandException(answer, SERVER);
    }

    private static final class Lines extends Handler {
        private final List<String> told = new ArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() >= Level.INFO.intValue()) {
                told.add(MessageFormat.format(entry.getMessage(), entry.getParameters()));
            }
        }

        @Override
        public void flush() {
            // Nothing is buffered.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
