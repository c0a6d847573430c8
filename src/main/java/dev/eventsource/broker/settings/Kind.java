package dev.eventsource.broker.settings;

import dev.eventsource.broker.url.HubUrl;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a setting's text may be, and the value that it stands for. */
enum Kind {
    SECONDS("whole seconds from 1 to 86400") {
        @Override
        Object parse(String text) {
            long seconds = Long.parseLong(text);
            require(seconds >= 1 && seconds <= 86_400);
            return Duration.ofSeconds(seconds);
        }
    },
    BYTES("bytes from 1, with an optional k, M or G") {
        @Override
        Object parse(String text) {
            Matcher size = SIZE.matcher(text);
            require(size.matches());
            long bytes = Math.multiplyExact(Long.parseLong(size.group(1)), unit(size.group(2)));
            require(bytes >= 1);
            return bytes;
        }
    },
    LIMIT("a whole number from 0 to 1000000000") {
        @Override
        Object parse(String text) {
            int limit = Integer.parseInt(text);
            require(limit >= 0 && limit <= 1_000_000_000);
            return limit;
        }
    },
    NAME("1 to 255 characters") {
        @Override
        Object parse(String text) {
            require(!text.isEmpty() && text.length() <= 255);
            return text;
        }
    },
    OPTIONAL_NAME("1 to 255 characters, or empty") {
        @Override
        Object parse(String text) {
            require(text.length() <= 255);
            return text;
        }
    },
    FEED("stream, queue or auto") {
        @Override
        Object parse(String text) {
            require(List.of("stream", "queue", "auto").contains(text));
            return text;
        }
    },
    FLAG("true or false") {
        @Override
        Object parse(String text) {
            require(List.of("true", "false").contains(text));
            return Boolean.valueOf(text);
        }
    },
    MERCURE("0, 1 or both, or empty") {
        @Override
        Object parse(String text) {
            require(List.of("", "0", "1", "both").contains(text));
            return text;
        }
    },
    HUB_URL("an http:// or https:// URL with a path and without a query; MERCURE=1 and both need it") {
        @Override
        Object parse(String text) {
            require(text.isEmpty()
                    || (isPublicUrl(URI.create(text))
                            && HubUrl.of(text).url().path().length() > 1));
            return text;
        }
    },
    KEYS_URL("an http:// or https:// URL, or empty") {
        @Override
        Object parse(String text) {
            URI url = URI.create(text);
            require(text.isEmpty()
                    || (List.of("http", "https").contains(String.valueOf(url.getScheme())) && url.getHost() != null));
            return text;
        }

        @Override
        String masked(String text) {
            return maskCredentials(text);
        }
    },
    ISSUER("1 to 255 characters; MERCURE=1 and both need it") {
        @Override
        Object parse(String text) {
            require(text.length() <= 255);
            return text;
        }
    },
    ALGORITHM("one of HS256, HS384, HS512, RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384 and ES512") {
        @Override
        Object parse(String text) {
            require(ALGORITHM_NAME.matcher(text).matches());
            return text;
        }
    },
    TOKEN_KEY("a secret of 32 bytes or more with HS256 and its kin, else a public key or a certificate in PEM") {
        @Override
        Object parse(String text) {
            return text;
        }

        @Override
        String masked(String text) {
            return "***";
        }
    },
    SECRET("any text") {
        @Override
        Object parse(String text) {
            return text;
        }

        @Override
        String masked(String text) {
            return "***";
        }
    },
    RULES("an object of JSON, or the path of a file with one, as the manual's page on sources has it") {
        @Override
        Object parse(String text) {
            return text;
        }

        @Override
        String masked(String text) {
            return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
        }
    },
    COOKIE("the name of a cookie: letters, digits, '-' and '_'") {
        @Override
        Object parse(String text) {
            require(COOKIE_NAME.matcher(text).matches());
            return text;
        }
    },
    ORIGINS("*, or origins such as https://www.example.org, comma-separated") {
        @Override
        Object parse(String text) {
            List<String> origins = commaSeparated(text);
            require(!origins.isEmpty() && origins.stream().allMatch(Kind::isOrigin));
            return origins;
        }
    },
    PUBLIC_URL("an http:// or https:// URL without a query") {
        @Override
        Object parse(String text) {
            require(text.isEmpty() || isPublicUrl(URI.create(text)));
            return text;
        }
    },
    AMQP_URLS("amqp:// or amqps:// URLs with a host, comma-separated") {
        @Override
        Object parse(String text) {
            List<String> urls = commaSeparated(text);
            require(!urls.isEmpty() && urls.stream().allMatch(url -> isUrl(url, "amqp", "amqps")));
            return urls;
        }

        @Override
        String masked(String text) {
            return maskCredentials(text);
        }
    },
    MONGO_URL("a mongodb:// or mongodb+srv:// connection string") {
        @Override
        Object parse(String text) {
            require(text.startsWith("mongodb://") || text.startsWith("mongodb+srv://"));
            return text;
        }

        @Override
        String masked(String text) {
            return maskCredentials(text);
        }
    };

    private static final int LONGEST_SHOWN = 80;
    private static final Pattern ALGORITHM_NAME = Pattern.compile("(HS|RS|PS|ES)(256|384|512)");
    private static final Pattern COOKIE_NAME = Pattern.compile("[A-Za-z0-9_-]{0,64}");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,18})([kKmMgG]?)");
    private static final Pattern ORIGIN = Pattern.compile("\\*|null|https?://[^/?#,\\s]+");
    /** Up to the last sign of its kind, whatever stands before it: a password that is not encoded may have any character. */
    private static final Pattern CREDENTIALS = Pattern.compile("(?s)^([\\w+.-]*://)?.*@");

    private final String allowed;

    Kind(String allowed) {
        this.allowed = allowed;
    }

    String allowed() {
        return allowed;
    }

    /** The value of {@code text}; {@link IllegalArgumentException} or {@link ArithmeticException} where it is not allowed. */
    abstract Object parse(String text);

    String masked(String text) {
        return text;
    }

    private static void require(boolean allowed) {
        if (!allowed) {
            throw new IllegalArgumentException();
        }
    }

    private static long unit(String letter) {
        return switch (letter.toLowerCase(Locale.ROOT)) {
            case "k" -> 1L << 10;
            case "m" -> 1L << 20;
            case "g" -> 1L << 30;
            default -> 1;
        };
    }

    private static List<String> commaSeparated(String text) {
        return Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static boolean isOrigin(String text) {
        return ORIGIN.matcher(text).matches();
    }

    private static boolean isPublicUrl(URI url) {
        return isUrl(url.toString(), "http", "https") && url.getQuery() == null && url.getFragment() == null;
    }

    private static boolean isUrl(String text, String... schemes) {
        URI url = URI.create(text);
        return url.getHost() != null && List.of(schemes).contains(url.getScheme());
    }

    private static String maskCredentials(String text) {
        return CREDENTIALS.matcher(text).replaceFirst("$1***@");
    }
}
