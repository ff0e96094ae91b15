package dev.slipway.ledger;

import java.util.List;

/**
 * Where a table was cut into units, in terms of its source: a resumed run cuts it there again.
 *
 * @param by what is cut, for instance pages or values of a key; empty when the table is one unit, or cannot be cut again
 * @param at one less than there are units; the first is open downwards, the last upwards
 */
public record Borders(String by, List<String> at) {
    /** Nothing to cut by. */
    public static final Borders NONE = new Borders("", List.of());

    public Borders {
        at = List.copyOf(at);
    }
}
