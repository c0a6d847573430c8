package dev.eventsource.broker.topic;

import dev.eventsource.broker.topic.PatternText.Component;
import dev.eventsource.broker.url.Encoded;
import dev.eventsource.broker.url.Host;
import dev.eventsource.broker.url.HubUrl;
import dev.eventsource.broker.url.Url;
import dev.eventsource.broker.url.UrlPath;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Makes one regular expression of a URL pattern, of a topic's components as {@link HubUrl#components} has them: URL Pattern Standard,
 * sections 1.4 and 1.5.
 */
final class UrlPattern {
    /** In the order in which a topic has them. */
    private static final List<Component> ORDER = List.of(
            Component.PROTOCOL,
            Component.HOSTNAME,
            Component.PORT,
            Component.PATHNAME,
            Component.SEARCH,
            Component.HASH,
            Component.USERNAME,
            Component.PASSWORD);

    private static final String ALL = "*";
    private static final String SMALLER =
            "A URL pattern takes no more names, braces and expressions than can be matched quickly; take fewer of them.";

    private static final String SHORTER =
            "A URL pattern takes at most %d characters, as a URL has them encoded, before its first name, asterisk or expression; take fewer of them."
                    .formatted(TopicSelector.LONGEST);

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z0-9+.-]*");
    private static final Pattern PORT = Pattern.compile("[0-9]{0,5}");
    private static final Pattern SIX = Pattern.compile("[0-9A-Fa-f:.\\[\\]]*");
    private static final Pattern SIGNS = Pattern.compile("[+*?:{}()\\\\]");

    private final Map<Component, String> components;
    private final StringBuilder prefix = new StringBuilder();
    private final StringBuilder expression = new StringBuilder();

    private UrlPattern(String text, HubUrl hub) {
        this.components = PatternText.read(text, UrlPattern::isSpecial);
        inherit(hub.url());
    }

    /** {@link IllegalArgumentException} where the broker does not take it; the message says what to change. */
    static UrlPattern of(String text, HubUrl hub) {
        UrlPattern pattern = new UrlPattern(text, hub);
        pattern.join();
        if (pattern.prefix.length() > TopicSelector.LONGEST) {
            throw new IllegalArgumentException(SHORTER);
        }
        return pattern;
    }

    /** What stands behind the prefix. */
    com.google.re2j.Pattern compile() {
        return SmallExpression.compile(expression, SMALLER);
    }

    /** With what the components of every topic begin that it matches. */
    String prefix() {
        return prefix.toString();
    }

    private static boolean isSpecial(String protocol) {
        var pattern = SmallExpression.compile(PatternComponent.regex(protocol(protocol)), SMALLER);
        for (String scheme : Url.specialSchemes()) {
            if (pattern.matcher(scheme).matches()) {
                return true;
            }
        }
        return false;
    }

    private static List<PatternPart> protocol(String text) {
        return PatternComponent.parse(text, "", "", UrlPattern::scheme);
    }

    /** Section 1.4.2, "process a URLPatternInit": what stands before the first component that there is, is the hub's. */
    private void inherit(Url hub) {
        if (!components.containsKey(Component.PROTOCOL)) {
            boolean hasHost = components.containsKey(Component.HOSTNAME);
            boolean hasPort = hasHost || components.containsKey(Component.PORT);
            boolean hasPath = hasPort || components.containsKey(Component.PATHNAME);
            boolean hasSearch = hasPath || components.containsKey(Component.SEARCH);
            inherit(Component.HOSTNAME, hub.host(), !hasHost);
            inherit(Component.PORT, hub.port(), !hasPort);
            inherit(Component.PATHNAME, hub.path(), !hasPath);
            inherit(Component.SEARCH, hub.query(), !hasSearch);
            components.put(Component.PROTOCOL, hub.scheme());
            components.computeIfPresent(Component.PATHNAME, (same, path) -> absolute(path, hub.path()));
        }
        ORDER.forEach(component -> components.putIfAbsent(component, ALL));
        if (component(Component.PORT).equals(Url.defaultPort(component(Component.PROTOCOL)))) {
            components.put(Component.PORT, "");
        }
    }

    private void inherit(Component component, String value, boolean isMissing) {
        if (isMissing) {
            components.put(component, SIGNS.matcher(value).replaceAll("\\\\$0"));
        }
    }

    private static String absolute(String path, String base) {
        boolean isAbsolute = path.startsWith("/") || path.startsWith("\\/") || path.startsWith("{/");
        String folder = base.substring(0, base.lastIndexOf('/') + 1);
        return isAbsolute ? path : SIGNS.matcher(folder).replaceAll("\\\\$0") + path;
    }

    /** Without the sign that shows which it is. */
    private String component(Component component) {
        String text = components.getOrDefault(component, ALL);
        String sign = component == Component.SEARCH ? "?" : component == Component.HASH ? "#" : ":";
        return text.startsWith(sign) && !sign.equals(":") ? text.substring(1) : text;
    }

    private void join() {
        boolean isSpecial = isSpecial(component(Component.PROTOCOL));
        List<List<PatternPart>> all =
                ORDER.stream().map(component -> parts(component, isSpecial)).toList();
        for (int i = 0; i < all.size(); i++) {
            (expression.isEmpty() ? prefix : expression).append(HubUrl.BETWEEN);
            if (all.subList(i, all.size()).stream().allMatch(PatternComponent::isAll)) {
                // Nothing else is said from here on.
                expression.append("(?s:.*)");
                return;
            }
            all.get(i).forEach(this::add);
        }
    }

    /** What stands before the first part that is not always the same is compared. */
    private void add(PatternPart part) {
        if (expression.isEmpty() && part.modifier().isEmpty()) {
            prefix.append(part.prefix());
            expression.append(part.regexBehindPrefix());
        } else {
            expression.append(part.regex());
        }
    }

    private List<PatternPart> parts(Component component, boolean isSpecial) {
        String text = component(component);
        return switch (component) {
            case PROTOCOL -> protocol(text);
            case HOSTNAME -> PatternComponent.parse(text, ".", "", host(text, isSpecial));
            case PORT -> PatternComponent.parse(text, "", "", UrlPattern::port);
            case PATHNAME ->
                isSpecial
                        ? PatternComponent.parse(text, "/", "/", UrlPattern::path)
                        : PatternComponent.parse(text, "", "", Encoded.OPAQUE::of);
            case SEARCH -> PatternComponent.parse(text, "", "", Encoded.QUERY::of);
            case HASH -> PatternComponent.parse(text, "", "", Encoded.FRAGMENT::of);
            default -> PatternComponent.parse(text, "", "", Encoded.USER::of);
        };
    }

    private static String scheme(String text) {
        require(SCHEME.matcher(text).matches(), "protocol", text);
        return text.toLowerCase(Locale.ROOT);
    }

    private static String port(String text) {
        require(PORT.matcher(text).matches(), "port", text);
        return text;
    }

    private static UnaryOperator<String> host(String pattern, boolean isDomain) {
        if (pattern.startsWith("[") || pattern.startsWith("{[") || pattern.startsWith("\\[")) {
            return text -> {
                require(SIX.matcher(text).matches(), "host", text);
                return text.toLowerCase(Locale.ROOT);
            };
        }
        return text -> {
            String host = text.isEmpty() ? "" : Host.read(text, isDomain);
            require(host != null, "host", text);
            return String.valueOf(host);
        };
    }

    /** In the midst of a path a piece does not begin with a slash. */
    private static String path(String text) {
        if (text.isEmpty() || text.startsWith("/")) {
            return text.isEmpty() ? "" : UrlPath.read("", text, true);
        }
        String behind = UrlPath.read("", "/-" + text, true);
        return behind.substring(Math.min(2, behind.length()));
    }

    private static void require(boolean allowed, String component, String text) {
        if (!allowed) {
            throw new IllegalArgumentException(
                    "A URL pattern takes what a URL takes; change '%s' in its %s.".formatted(text, component));
        }
    }
}
