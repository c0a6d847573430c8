package dev.eventsource.broker.it.mercure;

import java.util.List;
import java.util.stream.Stream;

/** What publishers send to both hubs. */
final class HubPublications {
    private static final HubTokens TOKENS = new HubTokens("MERCURE_PUBLISHER_JWT_KEY");
    private static final String TOPIC = "topic=https://example.com/1";

    private static final List<String> WITH_EACH_TOKEN = List.of(
            TOPIC + "&data=d",
            TOPIC + "&topic=https://example.com/2&data=d",
            TOPIC + "&topic=https://example.net/1&data=d",
            TOPIC + "&data=d&private=on",
            "topic=plain&data=d",
            "data=d");

    /** Behind a topic. */
    private static final List<String> FIELDS = List.of(
            "",
            "&data=",
            "&data=a%0Ab%0D%0Ac%0Dd",
            "&data=%EF%BB%BFa%E2%82%AC%F0%9F%90%87",
            "&data=a%00b",
            "&data=%FF",
            "&data=a&data=b",
            "&private=",
            "&private=off",
            "&id=own-id",
            "&id=",
            "&id=%23fragment",
            "&id=earliest",
            "&id=@1",
            "&id=a%0Ab",
            "&id=a%00b",
            "&id=a+b",
            "&id=a&id=b",
            "&type=kind",
            "&type=",
            "&type=a%0Ab",
            "&type=mercure",
            "&type=eshq:reset",
            "&retry=1000",
            "&retry=",
            "&retry=0",
            "&retry=soon",
            "&retry=-1",
            "&retry=1.5",
            "&retry=99999999999999999999",
            "&unknown=x",
            "&topic=https://example.com/1",
            "&topic=*",
            ";data=d");

    private static final List<String> TOPICS = List.of(
            "",
            "topic",
            "topic=",
            "topic=*",
            "topic=**",
            "topic=https://example.com/{id}",
            "topic=/relative",
            "topic=a+b",
            "topic=a%00b",
            "topic=a%0Ab",
            "topic=%FF",
            "topic=%zz",
            "topic=/.well-known/mercure",
            "topic=/.well-known/mercure/subscriptions/a/b",
            "topic=https://example.com/.well-known/mercure/subscriptions/a/b");

    private HubPublications() {}

    static Stream<HubCall> all() {
        Stream<String> withAGoodToken = Stream.concat(FIELDS.stream().map(TOPIC::concat), TOPICS.stream());
        return Stream.concat(
                WITH_EACH_TOKEN.stream().flatMap(form -> TOKENS.all().stream().map(HubCall.of(form)::by)),
                withAGoodToken.map(form -> HubCall.of(form).by(TOKENS.forAll())));
    }
}
