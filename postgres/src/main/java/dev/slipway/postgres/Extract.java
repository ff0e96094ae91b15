package dev.slipway.postgres;

import java.util.List;

/**
 * What a unit reads.
 *
 * @param copy the statement
 * @param columns in the order of the table's schema
 * @param places for each of them, its place in what the statement returns
 * @param keyColumns by which a row is named in messages; may be empty
 */
record Extract(
        String copy, List<ColumnPlan> columns, List<Integer> places, List<String> keyColumns, int valueBytesMax) {
    Extract {
        columns = List.copyOf(columns);
        places = List.copyOf(places);
        keyColumns = List.copyOf(keyColumns);
    }
}
