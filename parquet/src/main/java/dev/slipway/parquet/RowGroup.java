package dev.slipway.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.SortingColumn;

/**
 * A row group, as the footer describes it.
 *
 * @param ordinal its place in the file, from 0
 * @param bytes size of its chunks as stored
 * @param uncompressedBytes size of its chunks before compression
 * @param sorting the leaves by which its rows are sorted, with {@code desc} and {@code nulls first} where that is so
 * @param chunks one for each leaf of the schema
 */
public record RowGroup(
        int ordinal, long rows, long bytes, long uncompressedBytes, List<String> sorting, List<Chunk> chunks) {
    public RowGroup {
        sorting = List.copyOf(sorting);
        chunks = List.copyOf(chunks);
    }

    static RowGroup of(int ordinal, org.apache.parquet.format.RowGroup group, FileSchema schema) {
        List<Chunk> chunks = new ArrayList<>();
        for (int i = 0; i < group.getColumnsSize(); i++) {
            chunks.add(Chunk.of(group.getColumns().get(i), schema.leaves().get(i)));
        }
        long bytes = chunks.stream().mapToLong(Chunk::bytes).sum();
        return new RowGroup(
                ordinal, group.getNum_rows(), bytes, group.getTotal_byte_size(), sorting(group, schema), chunks);
    }

    private static List<String> sorting(org.apache.parquet.format.RowGroup group, FileSchema schema) {
        List<String> names = new ArrayList<>();
        if (group.isSetSorting_columns()) {
            for (SortingColumn column : group.getSorting_columns()) {
                int index = column.getColumn_idx();
                boolean known = index >= 0 && index < schema.leaves().size();
                names.add((known ? schema.leaves().get(index).name() : "column " + index)
                        + (column.isDescending() ? " desc" : "")
                        + (column.isNulls_first() ? " nulls first" : ""));
            }
        }
        return names;
    }
}
