package dev.eventsource.broker.it.mercure;

import java.util.List;
import java.util.stream.Stream;

/** What subscribers ask both hubs for: {@code $} stands for what the call's own topics begin with, {@code @} for the id that it knows. */
final class HubSubscriptions {
    private static final HubTokens TOKENS = new HubTokens("MERCURE_SUBSCRIBER_JWT_KEY");

    private static final List<String> WITH_EACH_TOKEN = List.of("topic=$/1", "topic=$/{id}", "topic=*");

    private static final List<String> SELECTORS = List.of(
            "",
            "topic=",
            "topic=$/1&topic=$/2",
            "topic=$/1&topic=$/1&topic=*",
            "topic=$/{+path}",
            "topic=$/{id:1}",
            "topic=$/{a}{b}",
            "topic=$/{?q}",
            "topic=$/{id*}",
            "topic=$/{",
            "topic=$/}",
            "topic=$/{}",
            "topic=$/{id}/",
            "topic={any}",
            "topic={%2Bany}",
            "topic=**",
            "topic=$/*",
            "topic=/1",
            "Topic=$/1",
            "topics=$/1",
            "topic[]=$/1",
            "match=$/1");

    private static final List<String> PLACES = List.of(
            "lastEventID=@",
            "last_event_id=@",
            "Last-Event-ID=@",
            "last-event-id=@",
            "lastEventID=earliest",
            "lastEventID=",
            "lastEventID=unknown",
            "lastEventID=urn:uuid:00000000-0000-4000-8000-000000000000",
            "lastEventID=%23fragment",
            "lastEventID=a%0Ab");

    private HubSubscriptions() {}

    static Stream<HubCall> all() {
        Stream<HubCall> byToken =
                WITH_EACH_TOKEN.stream().flatMap(form -> TOKENS.all().stream().map(HubCall.of(form)::by));
        Stream<HubCall> bySelector = SELECTORS.stream().map(HubCall::of);
        return Stream.concat(Stream.concat(byToken, bySelector), resumed());
    }

    private static Stream<HubCall> resumed() {
        Stream<HubCall> byQuery = PLACES.stream().map(place -> HubCall.of("topic=$/{id}&" + place));
        Stream<HubCall> byHeader = Stream.of("@", "earliest", "unknown", "")
                .map(id ->
                        HubCall.of("topic=$/{id}").by(HubCall.named("Last-Event-ID: " + id, "Last-Event-ID: " + id)));
        HubCall both = HubCall.of("topic=$/{id}&lastEventID=unknown").header("Last-Event-ID: @");
        Stream<HubCall> allowed =
                Stream.of(both, HubCall.of("topic=$/{id}&lastEventID=@").by(TOKENS.forAll()));
        return Stream.concat(Stream.concat(byQuery, byHeader), allowed);
    }
}
