package dev.eventsource.broker.url;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a URL: URL Standard, section 4.4, of which the states are methods here, from what stands first to what stands last.
 * Used by one thread.
 */
final class UrlReader {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):");
    private static final Pattern PORT = Pattern.compile("[0-9]*");
    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_DIGITS = 5;

    private final String text;
    private final @Nullable Url base;
    private String scheme = "";
    private boolean isSpecial;
    private String user = "";
    private String password = "";
    private String host = "";
    private String port = "";
    private String path = "";
    private String query = "";
    private String fragment = "";

    UrlReader(String text, @Nullable Url base) {
        this.text = withoutBreaks(text, start(text));
        this.base = base;
    }

    private static int start(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) <= ' ') {
            start++;
        }
        return start;
    }

    /** From there on, and without what stands behind it. */
    private static String withoutBreaks(String text, int start) {
        int end = text.length();
        while (end > start && text.charAt(end - 1) <= ' ') {
            end--;
        }
        StringBuilder without = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            if ("\t\n\r".indexOf(text.charAt(i)) < 0) {
                without.append(text.charAt(i));
            }
        }
        return without.toString();
    }

    @Nullable
    Url read() {
        Matcher first = SCHEME.matcher(text);
        boolean isRead;
        if (first.lookingAt()) {
            scheme = first.group(1).toLowerCase(Locale.ROOT);
            isSpecial = Url.defaultPort(scheme) != null;
            isRead = readBehindScheme(text.substring(first.end()), base);
        } else {
            isRead = base != null && readRelative(text, base);
        }
        return isRead ? new Url(scheme, user, password, host, port, path, query, fragment) : null;
    }

    private boolean readBehindScheme(String rest, @Nullable Url like) {
        if (scheme.equals("file")) {
            return slashes(rest) >= 2 ? readAuthority(rest.substring(2)) : readPath(rest, "");
        }
        if (!isSpecial) {
            return rest.startsWith("//") ? readAuthority(rest.substring(2)) : readPath(rest, "");
        }
        if (like != null && like.scheme().equals(scheme) && !rest.startsWith("//")) {
            return readRelative(rest, like);
        }
        return readAuthority(rest.substring(slashes(rest)));
    }

    private static int slashes(String rest) {
        int count = 0;
        while (count < rest.length() && (rest.charAt(count) == '/' || rest.charAt(count) == '\\')) {
            count++;
        }
        return count;
    }

    /** The base is always one of a special scheme. */
    private boolean readRelative(String rest, Url like) {
        scheme = like.scheme();
        isSpecial = true;
        int slashes = slashes(rest);
        if (slashes >= 2) {
            return readAuthority(rest.substring(slashes));
        }
        user = like.user();
        password = like.password();
        host = like.host();
        port = like.port();
        if (slashes == 1) {
            return readPath(rest, "");
        }
        query = like.query();
        boolean hasOwnPath = !rest.isEmpty() && "?#".indexOf(rest.charAt(0)) < 0;
        path = hasOwnPath ? "" : like.path();
        return hasOwnPath
                ? readPath(rest, like.path().substring(0, like.path().lastIndexOf('/')))
                : readBehindPath(rest);
    }

    private boolean readAuthority(String rest) {
        int end = endOf(rest, isSpecial ? "/\\?#" : "/?#");
        String authority = rest.substring(0, end);
        int at = authority.lastIndexOf('@');
        readUser(authority.substring(0, Math.max(at, 0)));
        String hostAndPort = authority.substring(at + 1);
        int colon = hostAndPort.indexOf(':', Math.max(0, hostAndPort.lastIndexOf(']')));
        String name = colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
        boolean mayBeEmpty = at < 0 && colon < 0 && (!isSpecial || scheme.equals("file"));
        return (name.isEmpty() ? mayBeEmpty : readHost(name))
                && (colon < 0 || readPort(hostAndPort.substring(colon + 1)))
                && readPath(rest.substring(end), "");
    }

    private static int endOf(String rest, String ends) {
        int end = 0;
        while (end < rest.length() && ends.indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private void readUser(String credentials) {
        int colon = credentials.indexOf(':');
        user = Encoded.USER.of(colon < 0 ? credentials : credentials.substring(0, colon));
        password = colon < 0 ? "" : Encoded.USER.of(credentials.substring(colon + 1));
    }

    private boolean readHost(String name) {
        String read = Host.read(name, isSpecial);
        host = read == null || (scheme.equals("file") && read.equals("localhost")) ? "" : read;
        return read != null;
    }

    private boolean readPort(String digits) {
        String number = digits.replaceFirst("^0+(?=.)", "");
        if (!PORT.matcher(digits).matches()
                || scheme.equals("file")
                || number.length() > MOST_DIGITS
                || (!number.isEmpty() && Integer.parseInt(number) > HIGHEST_PORT)) {
            return false;
        }
        port = number.equals(Url.defaultPort(scheme)) ? "" : number;
        return true;
    }

    /** Behind the path of a folder. */
    private boolean readPath(String rest, String folder) {
        int end = endOf(rest, "?#");
        String own = rest.substring(0, end);
        query = "";
        if (!isSpecial && !own.startsWith("/")) {
            path = Encoded.OPAQUE.of(own);
        } else {
            path = UrlPath.read(folder, own, isSpecial);
        }
        return readBehindPath(rest.substring(end));
    }

    private boolean readBehindPath(String rest) {
        int hash = rest.indexOf('#');
        String before = hash < 0 ? rest : rest.substring(0, hash);
        if (before.startsWith("?")) {
            query = (isSpecial ? Encoded.QUERY_OF_SPECIAL : Encoded.QUERY).of(before.substring(1));
        }
        fragment = hash < 0 ? "" : Encoded.FRAGMENT.of(rest.substring(hash + 1));
        return true;
    }
}
