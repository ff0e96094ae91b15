package dev.slipway.postgres;

import dev.slipway.Failure;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table's name, with its schema; as SQL, what is not quoted is read as lower case. */
public record QualifiedName(String namespace, String name) {
    private static final String PART = "(\"(?:[^\"]|\"\")+\"|[^\".*?]+)";
    private static final Pattern TEXT = Pattern.compile("(?:" + PART + "\\.)?" + PART);

    /**
     * Reads {@code events}, {@code public.events} or {@code "Odd"."Name"}; without a schema, {@code public} is meant.
     *
     * @throws Failure CONFIG when it is no name
     */
    public static QualifiedName parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "\"" + text + "\" is no name of a table; say for instance public.events or \"Odd\".\"Name\"");
        }
        return new QualifiedName(
                matcher.group(1) == null ? "public" : plain(matcher.group(1)), plain(matcher.group(2)));
    }

    private static String plain(String part) {
        return part.startsWith("\"")
                ? part.substring(1, part.length() - 1).replace("\"\"", "\"")
                : part.toLowerCase(Locale.ROOT);
    }

    /** For SQL, and for options that name tables: it means this one and no other. */
    public String sql() {
        return Sql.qualified(namespace, name);
    }

    /** For messages. */
    @Override
    public String toString() {
        return namespace + '.' + name;
    }
}
