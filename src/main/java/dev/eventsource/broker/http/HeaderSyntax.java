package dev.eventsource.broker.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The syntax of headers that JAX-RS reads itself (RFC 9110): where it cannot, servers fail, each in its own way, before or
 * in the middle of a call. Narrower than the RFC in one thing: no comma, semicolon or backslash within quotes. Any thread may
 * ask.
 */
public final class HeaderSyntax {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern MEDIA_TYPE = Pattern.compile(TOKEN + "/" + TOKEN);
    private static final Pattern CODING = Pattern.compile(TOKEN);
    private static final Pattern LANGUAGE = Pattern.compile("[*]|[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,8}");
    private static final Pattern PARAMETER =
            Pattern.compile("|" + TOKEN + "(=|=" + TOKEN + "|=\"[^\"\\x00-\\x1f\\x7f-\\uffff]*\")?");
    private static final Pattern WEIGHT = Pattern.compile("(?i)qs?\\s*(=.*)?");
    private static final Pattern WEIGHT_IN_RANGE = Pattern.compile("[^=]+=(0([.][0-9]{0,3})?|1([.]0{0,3})?)");
    private static final Pattern ENTITY_TAG = Pattern.compile("[*]|(W/)?\"[^\"\\x00-\\x20\\x7f-\\uffff]*\"");

    private static final Map<String, Predicate<String>> BY_NAME = Map.of(
            "content-type",
            HeaderSyntax::isMediaType,
            "accept",
            value -> eachOf(value, part -> isWeighted(part, MEDIA_TYPE)),
            "accept-language",
            value -> eachOf(value, part -> isWeighted(part, LANGUAGE)),
            "content-encoding",
            value -> eachOf(value, part -> CODING.matcher(part).matches()),
            "content-language",
            value -> eachOf(value, part -> LANGUAGE.matcher(part).matches()),
            "if-match",
            HeaderSyntax::areTags,
            "if-none-match",
            HeaderSyntax::areTags);

    private HeaderSyntax() {}

    /** Whether a value is none that JAX-RS cannot read. */
    public static boolean isReadable(String name, String value) {
        Predicate<String> syntax = BY_NAME.get(name.toLowerCase(Locale.ROOT));
        return syntax == null || syntax.test(value);
    }

    /** Without a weight, which only an {@code Accept} has. */
    private static boolean isMediaType(String value) {
        String[] parts = parts(value, ";");
        return MEDIA_TYPE.matcher(parts[0]).matches()
                && parameters(parts).allMatch(parameter -> isParameter(parameter) && !isWeight(parameter));
    }

    private static boolean isWeighted(String value, Pattern thing) {
        String[] parts = parts(value, ";");
        return thing.matcher(parts[0]).matches()
                && parameters(parts)
                        .allMatch(parameter -> isWeight(parameter)
                                ? WEIGHT_IN_RANGE.matcher(parameter).matches()
                                : isParameter(parameter));
    }

    private static boolean isParameter(String parameter) {
        return PARAMETER.matcher(parameter).matches();
    }

    private static boolean isWeight(String parameter) {
        return WEIGHT.matcher(parameter).matches();
    }

    private static Stream<String> parameters(String[] parts) {
        return Arrays.stream(parts).skip(1);
    }

    private static boolean areTags(String value) {
        return eachOf(value, part -> ENTITY_TAG.matcher(part).matches());
    }

    private static boolean eachOf(String list, Predicate<String> syntax) {
        return Arrays.stream(parts(list, ",")).allMatch(syntax);
    }

    private static String[] parts(String value, String separator) {
        String[] parts = value.split(separator, -1);
        Arrays.setAll(parts, i -> parts[i].strip());
        return parts;
    }
}
