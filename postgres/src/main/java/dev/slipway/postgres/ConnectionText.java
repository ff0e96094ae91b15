package dev.slipway.postgres;

import dev.slipway.Failure;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads what tells a client where to connect, in the forms that libpq and the driver know, into libpq's keywords.
 * Messages never repeat the text: it may hold a password.
 */
final class ConnectionText {
    /** A port may be left out after its colon. */
    private static final Pattern PORT = Pattern.compile("\\d{0,5}");

    /** The driver's have capitals. */
    private static final Pattern KEYWORD = Pattern.compile("[a-zA-Z_]+");

    private static final String ESCAPES = "in a URL, write / as %2F, ? as %3F, @ as %40 and : as %3A within a password;"
            + " after password= quote it: '…'";

    private ConnectionText() {}

    static Map<String, String> parse(String text) {
        String plain = text.strip();
        if (plain.isEmpty()) {
            return Map.of();
        }
        String uri = plain.startsWith("jdbc:") ? plain.substring("jdbc:".length()) : plain;
        if (uri.startsWith("postgresql:")) {
            return uri(uri.substring("postgresql:".length()));
        }
        if (uri.startsWith("postgres:")) {
            return uri(uri.substring("postgres:".length()));
        }
        if (plain.contains("=")) {
            return keywords(plain);
        }
        throw malformed("it begins neither with postgresql:// nor with a keyword");
    }

    private static Failure malformed(String why) {
        return new Failure(
                Failure.Kind.CONFIG,
                "the connection URL is not understood: " + why
                        + "; expected postgresql://user@host:port/database, jdbc:postgresql:… or host=… dbname=…");
    }

    private static Map<String, String> uri(String rest) {
        Map<String, String> settings = new LinkedHashMap<>();
        int question = rest.indexOf('?');
        String path = question < 0 ? rest : rest.substring(0, question);
        if (path.startsWith("//")) {
            int slash = path.indexOf('/', 2);
            authority(path.substring(2, slash < 0 ? path.length() : slash), settings);
            path = slash < 0 ? "" : path.substring(slash + 1);
        } else if (path.startsWith("/")) {
            path = path.substring(1);
        }
        if (path.indexOf('@') >= 0) {
            throw malformed("an @ follows the / before the database; " + ESCAPES);
        }
        put(settings, "dbname", decode(path));
        if (question >= 0) {
            for (String pair : rest.substring(question + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals < 0 && !pair.isEmpty()) {
                    throw malformed("a parameter has no value");
                }
                if (equals > 0) {
                    put(settings, keyword(decode(pair.substring(0, equals))), decode(pair.substring(equals + 1)));
                }
            }
        }
        return settings;
    }

    private static void authority(String authority, Map<String, String> settings) {
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            String user = authority.substring(0, at);
            int colon = user.indexOf(':');
            put(settings, "user", decode(colon < 0 ? user : user.substring(0, colon)));
            put(settings, "password", colon < 0 ? "" : decode(user.substring(colon + 1)));
        }
        StringBuilder hosts = new StringBuilder();
        StringBuilder ports = new StringBuilder();
        for (String host : authority.substring(at + 1).split(",", -1)) {
            int colon = host.lastIndexOf(':');
            boolean port = colon > host.lastIndexOf(']');
            if (port && !PORT.matcher(host.substring(colon + 1)).matches()) {
                throw malformed("what follows the host's colon is no port; " + ESCAPES);
            }
            String name = port ? host.substring(0, colon) : host;
            boolean bracketed = name.startsWith("[") && name.endsWith("]");
            hosts.append(hosts.isEmpty() ? "" : ",")
                    .append(decode(bracketed ? name.substring(1, name.length() - 1) : name));
            ports.append(ports.isEmpty() ? "" : ",").append(port ? host.substring(colon + 1) : "5432");
        }
        put(settings, "host", hosts.toString());
        if (authority.substring(at + 1).contains(":")) {
            put(settings, "port", ports.toString());
        }
    }

    private static String keyword(String name) {
        if (!KEYWORD.matcher(name).matches()) {
            throw malformed("what stands before an = is no keyword; " + ESCAPES);
        }
        return name;
    }

    private static void put(Map<String, String> settings, String name, String value) {
        if (!value.isEmpty()) {
            settings.put(name, value);
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw malformed("a % is not followed by two hexadecimal digits; write %25 for a percent sign");
        }
    }

    /** {@code name = value}, values in single quotes where they hold spaces; backslash escapes. */
    private static Map<String, String> keywords(String text) {
        Map<String, String> settings = new LinkedHashMap<>();
        int position = 0;
        while (position < text.length()) {
            int equals = text.indexOf('=', position);
            if (equals < 0) {
                throw malformed("a keyword has no value");
            }
            String name = keyword(text.substring(position, equals).strip());
            position = equals + 1;
            while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
                position++;
            }
            StringBuilder value = new StringBuilder();
            position = value(text, position, value);
            if (name.equals("dbname") && value.indexOf("@") >= 0) {
                throw malformed("dbname holds an @; a URL is given by itself");
            }
            put(settings, name, value.toString());
            while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
                position++;
            }
        }
        return settings;
    }

    private static int value(String text, int from, StringBuilder value) {
        boolean quoted = from < text.length() && text.charAt(from) == '\'';
        int position = quoted ? from + 1 : from;
        while (position < text.length()) {
            char c = text.charAt(position);
            if (quoted ? c == '\'' : Character.isWhitespace(c)) {
                return quoted ? position + 1 : position;
            }
            if (c == '\\' && position + 1 < text.length()) {
                position++;
                c = text.charAt(position);
            }
            value.append(c);
            position++;
        }
        if (quoted) {
            throw malformed("a quoted value does not end");
        }
        return position;
    }
}
