package dev.eventsource.broker.mercure;

import dev.eventsource.broker.settings.Setting;
import dev.eventsource.broker.settings.Settings;
import dev.eventsource.broker.token.KeySets;
import dev.eventsource.broker.token.TokenKey;
import dev.eventsource.broker.url.HubUrl;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NotFoundException;
import org.jspecify.annotations.Nullable;

/** What the settings say of the hub. Never changes, so any thread may ask. */
@Singleton
class Hub {
    private final String drafts;
    private final String issuer;
    private final @Nullable HubUrl url;
    private final boolean takesAnonymous;
    private final boolean tellsLoss;
    private final @Nullable TokenKey publishers;
    private final @Nullable TokenKey subscribers;

    @Inject
    Hub(Settings settings, KeySets sets) {
        this.drafts = settings.text(Setting.MERCURE);
        this.issuer = settings.text(Setting.MERCURE_ISSUER);
        this.url = speaks(Draft.EIGHT) ? HubUrl.of(settings.text(Setting.MERCURE_URL)) : null;
        boolean isOpen = !drafts.isEmpty();
        this.takesAnonymous = settings.flag(Setting.MERCURE_ANONYMOUS);
        this.tellsLoss = settings.flag(Setting.MERCURE_RESET);
        this.publishers = isOpen
                ? key(
                        settings,
                        sets,
                        Setting.MERCURE_PUBLISHER_JWKS_URL,
                        Setting.MERCURE_PUBLISHER_JWT_KEY,
                        Setting.MERCURE_PUBLISHER_JWT_ALG)
                : null;
        this.subscribers = isOpen
                ? key(
                        settings,
                        sets,
                        Setting.MERCURE_SUBSCRIBER_JWKS_URL,
                        Setting.MERCURE_SUBSCRIBER_JWT_KEY,
                        Setting.MERCURE_SUBSCRIBER_JWT_ALG)
                : null;
    }

    private static TokenKey key(Settings settings, KeySets sets, Setting url, Setting key, Setting algorithm) {
        if (!settings.text(url).isEmpty()) {
            return sets.at(settings.text(url), settings.text(algorithm));
        }
        return key(settings, key, algorithm);
    }

    /** Whether the keys that stand in the settings are some. */
    static void check(Settings settings) {
        if (!settings.text(Setting.MERCURE).isEmpty()) {
            check(
                    settings,
                    Setting.MERCURE_PUBLISHER_JWKS_URL,
                    Setting.MERCURE_PUBLISHER_JWT_KEY,
                    Setting.MERCURE_PUBLISHER_JWT_ALG);
            check(
                    settings,
                    Setting.MERCURE_SUBSCRIBER_JWKS_URL,
                    Setting.MERCURE_SUBSCRIBER_JWT_KEY,
                    Setting.MERCURE_SUBSCRIBER_JWT_ALG);
        }
    }

    private static void check(Settings settings, Setting url, Setting key, Setting algorithm) {
        if (settings.text(url).isEmpty()) {
            key(settings, key, algorithm);
        }
    }

    private static TokenKey key(Settings settings, Setting key, Setting algorithm) {
        try {
            return TokenKey.of(settings.text(key), settings.text(algorithm));
        } catch (IllegalArgumentException e) {
            throw settings.invalid(key);
        }
    }

    /** Made when the broker is deployed, for a setting that is wrong must be told then. */
    void start(@Observes Startup deployment) {}

    /** Whose key publishers sign with; a 404 problem where there is no hub. */
    TokenKey publishers() {
        return orNowhere(publishers);
    }

    /** Whose key subscribers sign with; a 404 problem where there is no hub. */
    TokenKey subscribers() {
        return orNowhere(subscribers);
    }

    private static <T> T orNowhere(@Nullable T thing) {
        if (thing == null) {
            throw new NotFoundException();
        }
        return thing;
    }

    /** Whether there is a hub. */
    boolean isOpen() {
        return publishers != null;
    }

    /** Whether calls may be made by a draft. */
    boolean speaks(Draft draft) {
        return drafts.equals("both") || drafts.equals(draft == Draft.SEVEN ? "0" : "1");
    }

    /** Where the hub is, which is what it is called in tokens as well; a 404 problem where it does not speak draft 08. */
    HubUrl url() {
        return orNowhere(url);
    }

    /** Who signs the tokens of draft 08. */
    String issuer() {
        return issuer;
    }

    /** Whether subscribers need no token for what is public. */
    boolean takesAnonymous() {
        return takesAnonymous;
    }

    /** Whether streams tell of what is missing. */
    boolean tellsLoss() {
        return tellsLoss;
    }
}
