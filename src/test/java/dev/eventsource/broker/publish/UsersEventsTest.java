package dev.eventsource.broker.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsource.broker.access.RateLimits;
import dev.eventsource.broker.answer.AnswerRoom;
import dev.eventsource.broker.answer.NewRooms;
import dev.eventsource.broker.channel.Fences;
import dev.eventsource.broker.event.Event;
import dev.eventsource.broker.event.EventJson;
import dev.eventsource.broker.event.EventRules;
import dev.eventsource.broker.event.Seal;
import dev.eventsource.broker.http.Parameters;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.token.Bearer;
import dev.eventsource.broker.token.NewTokens;
import dev.eventsource.broker.user.NewUsers;
import dev.eventsource.broker.user.User;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Calls that publish several events, and the room for what they are told of each. */
class UsersEventsTest {
    private static final User ALICE = NewUsers.of("alice");
    private static final List<String> MANY = Collections.nCopies(30, "{\"channel\":\"news\",\"data\":\"d\"}");

    private final List<Event> published = new ArrayList<>();
    private final UsersEvents events = new UsersEvents(new RateLimits(new Settings()), publishing());

    private Publishing publishing() {
        EventRules rules = new EventRules(new Settings());
        OncePublisher publisher = new OncePublisher(
                event -> {
                    published.add(event);
                    return CompletableFuture.completedFuture(null);
                },
                Runnable::run,
                new OnceKeys(new Settings()),
                new Fences());
        return new Publishing(rules, new EventJson(rules, new Seal()), publisher);
    }

    @Test
    void nothingIsPublishedWhereThereIsNoRoomForTheAnswer() {
        assertRefused(() -> events.publish(Sender.of(ALICE), MANY, NewRooms.full()));
        assertThat(published).isEmpty();
        assertThat(events.publish(Sender.of(ALICE), MANY.subList(0, 3), NewRooms.full()))
                .as("one for a small answer")
                .isCompleted();
        assertThat(published).hasSize(3);
    }

    @Test
    void noneOfSeveralChannelsGetsTheEventWhereThereIsNoRoomForTheAnswer() {
        String query = IntStream.range(0, 30).mapToObj(i -> "channel=c" + i).collect(Collectors.joining("&"));
        Parameters parameters = Parameters.ofQuery("data=d&" + query);
        assertRefused(() -> events.publish(Sender.of(ALICE), parameters, null, NewRooms.full()));
        assertThat(published).isEmpty();
        HttpServletRequest call = NewRooms.call();
        assertThat(events.publish(Sender.of(ALICE), parameters, null, AnswerRoom.of(call)))
                .isCompleted();
        assertThat(published).hasSize(30);
        assertThat(NewRooms.owner(call)).isEqualTo("alice");
    }

    private static void assertRefused(Supplier<CompletionStage<Response>> call) {
        assertThatThrownBy(call::get)
                .isInstanceOfSatisfying(
                        WebApplicationException.class,
                        refusal -> assertThat(refusal.getResponse().getStatus()).isEqualTo(503));
    }

    /** However they prove who they are; and a page has nothing of its user's server. */
    @Test
    void theRoomIsTheSenders() {
        HttpServletRequest ofServer = NewRooms.call();
        HttpServletRequest ofPage = NewRooms.call();
        assertThat(events.publish(Sender.of(ALICE), MANY, AnswerRoom.of(ofServer)))
                .isCompleted();
        Bearer page = new Bearer(ALICE, NewTokens.of("alice", "news"));
        assertThat(events.publish(Sender.of(page), MANY, AnswerRoom.of(ofPage))).isCompleted();
        assertThat(NewRooms.owner(ofServer)).isEqualTo("alice");
        assertThat(NewRooms.owner(ofPage)).contains("alice").isNotEqualTo("alice");
    }
}
