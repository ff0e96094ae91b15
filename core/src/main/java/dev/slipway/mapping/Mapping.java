package dev.slipway.mapping;

import dev.slipway.data.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a mapping file says. Columns that it does not name stay as they are.
 *
 * @param file its name, for messages
 * @param tables the tables it is for: their names with {@code *} and {@code ?}; all, if empty
 * @param onBadValue what becomes of a value that a step cannot take, unless its column says otherwise
 * @param key columns whose values name a row in messages; the primary key, if empty
 * @param columns at most one rule for each column
 */
public record Mapping(
        String file, Optional<String> tables, OnBadValue onBadValue, List<String> key, List<ColumnRule> columns) {
    private static final Pattern GLOB = Pattern.compile("[*?]|[^*?]+");

    public Mapping {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
    }

    /** Whether the mapping is for {@code table}. */
    public boolean matches(Table table) {
        return matches(table.qualifiedName());
    }

    /** Whether the mapping is for the table called {@code table}, schema and name. */
    boolean matches(String table) {
        String glob = tables.orElse("*");
        String regex = GLOB.matcher(glob).replaceAll(piece -> switch (piece.group()) {
            case "*" -> ".*";
            case "?" -> ".";
            default -> Matcher.quoteReplacement(Pattern.quote(piece.group()));
        });
        return Pattern.compile(regex, Pattern.DOTALL).matcher(table).matches();
    }

    /**
     * The mapping made for {@code table}.
     *
     * @throws dev.slipway.Failure CONFIG when it does not fit the table
     */
    public BoundMapping bind(Table table) {
        return new Binding(this, table).bound();
    }

    /** What of a table's rows it leaves out, to stand behind what says which rows they are; empty if nothing. */
    String omissions() {
        List<String> left = new ArrayList<>();
        for (ColumnRule rule : columns) {
            if (rule.drop()) {
                left.add(rule.column());
            }
            boolean rejects = rejects(rule.steps()) && rule.steps().conversion().isPresent()
                    || rule.promotions().stream().anyMatch(promotion -> rejects(promotion.steps()));
            if (rejects) {
                left.add("rows with a bad " + rule.column());
            }
        }
        Collections.sort(left);
        return left.isEmpty() ? "" : " without " + String.join(", ", left);
    }

    private boolean rejects(Steps steps) {
        return steps.onBadValue().orElse(onBadValue) == OnBadValue.REJECT;
    }

    /**
     * What the mapping does, as one text: two mappings with equal settings make the same rows of the same rows. Which
     * tables it is for, and how messages name a row, is no part of it.
     */
    public String settings() {
        return new SettingsText(onBadValue).of(columns);
    }
}
