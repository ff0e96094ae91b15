package dev.slipway.postgres;

import dev.slipway.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names one table or several: {@code events}, {@code public.events}, {@code public.events_*}, {@code "Odd""Name"}. As in
 * SQL, what is not quoted is read as lower case; {@code *} and {@code ?} stand for any characters and for one, unless
 * quoted.
 *
 * @param schema empty when none was named
 */
record TablePattern(String text, Optional<Pattern> schema, Pattern name, Optional<String> plainName) {

    static TablePattern parse(String text) {
        List<StringBuilder> expressions = new ArrayList<>(List.of(new StringBuilder()));
        List<StringBuilder> names = new ArrayList<>(List.of(new StringBuilder()));
        boolean quoted = false;
        boolean wild = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            StringBuilder expression = expressions.get(expressions.size() - 1);
            StringBuilder name = names.get(names.size() - 1);
            if (c == '"') {
                if (quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    expression.append('"');
                    name.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == '.' && !quoted) {
                expressions.add(new StringBuilder());
                names.add(new StringBuilder());
            } else if ((c == '*' || c == '?') && !quoted) {
                expression.append(c == '*' ? ".*" : ".");
                wild = true;
            } else {
                String plain = quoted ? String.valueOf(c) : String.valueOf(c).toLowerCase(Locale.ROOT);
                expression.append(Pattern.quote(plain));
                name.append(plain);
            }
        }
        if (quoted || expressions.size() > 2 || names.stream().anyMatch(n -> n.isEmpty()) && !wild) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "\"" + text
                            + "\" does not name a table; expected table, schema.table or a pattern like schema.events_*");
        }
        StringBuilder last = expressions.get(expressions.size() - 1);
        return new TablePattern(
                text,
                expressions.size() == 2 ? Optional.of(compile(expressions.get(0))) : Optional.empty(),
                compile(last),
                wild
                        ? Optional.empty()
                        : Optional.of(names.get(names.size() - 1).toString()));
    }

    private static Pattern compile(StringBuilder expression) {
        return Pattern.compile(expression.toString(), Pattern.DOTALL);
    }

    /** Whether it means this relation; without a schema, any of the search path's schemas will do. */
    boolean matches(Catalog.Named relation, List<String> searchPath) {
        boolean inSchema = schema.map(
                        pattern -> pattern.matcher(relation.namespace()).matches())
                .orElseGet(() -> searchPath.contains(relation.namespace())
                        && !relation.namespace().equals("pg_catalog"));
        return inSchema && name.matcher(relation.name()).matches();
    }
}
