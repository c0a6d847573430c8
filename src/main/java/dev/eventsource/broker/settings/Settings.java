package dev.eventsource.broker.settings;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The values of all settings, read and checked when the broker is deployed; they never change afterwards. */
@Singleton
public final class Settings {
    private final Map<Setting, String> texts = new EnumMap<>(Setting.class);
    private final Map<Setting, Object> values = new EnumMap<>(Setting.class);

    /** Reads every setting from its sources; {@link InvalidSetting} where one has a value that is not allowed. */
    @Inject
    public Settings() {
        this(SettingSources::find);
    }

    Settings(Function<String, Optional<String>> source) {
        for (Setting setting : Setting.values()) {
            String text = source.apply(setting.name())
                    .map(String::strip)
                    .filter(set -> !set.isEmpty())
                    .orElse(setting.defaultText());
            texts.put(setting, text);
            values.put(setting, parse(setting, text));
        }
        if (flag(Setting.OPERATOR_ON_LOOPBACK) && !text(Setting.ADMIN_TOKEN).isEmpty()) {
            throw new InvalidSetting(Setting.OPERATOR_ON_LOOPBACK, "true", "false, where ADMIN_TOKEN is set");
        }
        if (List.of("1", "both").contains(text(Setting.MERCURE))) {
            requireSet(Setting.MERCURE_URL);
            requireSet(Setting.MERCURE_ISSUER);
        }
        String cookie = text(Setting.TOKEN_COOKIE);
        List<String> origins = list(Setting.ALLOWED_ORIGINS);
        if (!cookie.isEmpty() && (origins.contains("*") || origins.contains("null"))) {
            throw new InvalidSetting(
                    Setting.TOKEN_COOKIE,
                    cookie,
                    "empty, where ALLOWED_ORIGINS is * or has null, which anybody's page may be");
        }
    }

    private void requireSet(Setting setting) {
        if (text(setting).isEmpty()) {
            throw invalid(setting);
        }
    }

    private static Object parse(Setting setting, String text) {
        try {
            return setting.kind().parse(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new InvalidSetting(setting, text);
        }
    }

    /** A duration in whole seconds, 1 to 86400. */
    public Duration duration(Setting setting) {
        return value(setting, Duration.class);
    }

    /** A size in bytes, from 1. */
    public long bytes(Setting setting) {
        return value(setting, Long.class);
    }

    /** A whole number from 0, where 0 stands for none. */
    public int limit(Setting setting) {
        return value(setting, Integer.class);
    }

    /** Whether something is switched on. */
    public boolean flag(Setting setting) {
        return value(setting, Boolean.class);
    }

    /** A text; empty where nothing is set and there is no default. */
    public String text(Setting setting) {
        return value(setting, String.class);
    }

    /** The parts of a comma-separated setting, at least one, in their order. */
    public List<String> list(Setting setting) {
        return ((List<?>) value(setting, List.class))
                .stream().map(String.class::cast).toList();
    }

    /** What to throw where a setting turns out to be wrong only when it is used. */
    public InvalidSetting invalid(Setting setting) {
        return new InvalidSetting(setting, Objects.requireNonNull(texts.get(setting)));
    }

    /** The same, where it can be told what to change. */
    public InvalidSetting invalid(Setting setting, String whatToChange) {
        return new InvalidSetting(
                setting,
                Objects.requireNonNull(texts.get(setting)),
                setting.kind().allowed() + "; " + whatToChange);
    }

    private <T> T value(Setting setting, Class<T> type) {
        return type.cast(Objects.requireNonNull(values.get(setting)));
    }
}
