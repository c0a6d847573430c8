package dev.eventsource.broker.it.mercure;

import dev.eventsource.broker.it.support.Jwt;
import java.util.List;

/** The tokens that calls of both hubs come with, and the ways they come. */
final class HubTokens {
    private static final String ALL = "{\"mercure\":{\"publish\":[\"*\"],\"subscribe\":[\"*\"]}}";
    private static final String FOREIGN = "Origin: https://evil.example.org";
    private static final String TRUSTED = "Origin: " + HubCalls.ORIGIN;
    private static final String REFERER = "Referer: " + HubCalls.ORIGIN + "/page";

    private final String key;

    HubTokens(String setting) {
        key = HubCalls.setting(setting);
    }

    HubCall forAll() {
        return bearer("token for all", signed(ALL));
    }

    List<HubCall> all() {
        return List.of(
                forAll(),
                bearer("token for a template", signed(ALL.replace("*", "https://example.com/{+any}"))),
                bearer("token for another topic", signed(ALL.replace("*", "https://example.net/1"))),
                bearer("token for nothing", signed(ALL.replace("\"*\"", ""))),
                bearer("token without rights", signed("{\"mercure\":{}}")),
                bearer("token without the claim", signed("{\"sub\":\"alice\"}")),
                bearer("token with null for rights", signed(ALL.replace("[\"*\"]", "null"))),
                bearer("token with a string for rights", signed(ALL.replace("[\"*\"]", "\"*\""))),
                bearer("token that is over", signed(ALL.replaceFirst("}$", ",\"exp\":1700000000}"))),
                bearer("token that is not yet", signed(ALL.replaceFirst("}$", ",\"nbf\":4700000000}"))),
                bearer(
                        "token of another key",
                        new Jwt("{\"alg\":\"HS256\"}", ALL).signed("another of 32 bytes or more")),
                bearer("token of another algorithm", signed("{\"alg\":\"HS512\"}", ALL)),
                bearer("token with none", new Jwt("{\"alg\":\"none\"}", ALL).content() + "."),
                bearer("nonsense for a token", "nonsense"),
                HubCall.named("no token"),
                HubCall.named("Basic", "Authorization: Basic YWxpY2U6c2VjcmV0"),
                HubCall.named("bearer in small letters", "Authorization: bearer " + signed(ALL)),
                HubCall.named("token in the query").withQuery("authorization=" + signed(ALL)),
                HubCall.named("nonsense in the query").withQuery("authorization=nonsense"),
                HubCall.named("cookie", cookie(signed(ALL))),
                HubCall.named("cookie with nonsense", cookie("nonsense")),
                HubCall.named("cookie of a trusted page", cookie(signed(ALL)), TRUSTED),
                HubCall.named("cookie of a foreign page", cookie(signed(ALL)), FOREIGN),
                HubCall.named("cookie with the Referer of a trusted page", cookie(signed(ALL)), REFERER));
    }

    private static HubCall bearer(String name, String token) {
        return HubCall.named(name, "Authorization: Bearer " + token);
    }

    private static String cookie(String token) {
        return "Cookie: mercureAuthorization=" + token;
    }

    private String signed(String claims) {
        return signed("{\"alg\":\"HS256\"}", claims);
    }

    private String signed(String header, String claims) {
        return new Jwt(header, claims).signed(key);
    }
}
