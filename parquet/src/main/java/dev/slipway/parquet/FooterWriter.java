package dev.slipway.parquet;

import dev.slipway.data.Table;
import dev.slipway.format.SchemaJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SortingColumn;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;

/** Gathers what stands behind the row groups: column indexes, offset indexes, and the footer. */
final class FooterWriter {
    /** In the form that parquet-java's parser of versions expects. */
    private static final String CREATED_BY = "slipway version 0.1.0 (build n/a)";

    /** Row groups are numbered in 16 bits; beyond that they go unnumbered. */
    private static final int ORDINAL_MAX = Short.MAX_VALUE;

    private final Table table;
    private final SchemaTree tree;
    private final ParquetSettings settings;
    private final CompressionCodec codec;
    private final List<RowGroup> groups = new ArrayList<>();
    private final Output columnIndexes = new Output();
    private final Output offsetIndexes = new Output();
    private RowGroup group = new RowGroup();
    private long rows;

    FooterWriter(Table table, SchemaTree tree, ParquetSettings settings, CompressionCodec codec) {
        this.table = table;
        this.tree = tree;
        this.settings = settings;
        this.codec = codec;
    }

    void beginGroup(int groupRows, long position) {
        group = new RowGroup(new ArrayList<>(tree.leaves().size()), 0, groupRows)
                .setFile_offset(position)
                .setTotal_compressed_size(0);
        if (groups.size() <= ORDINAL_MAX) {
            group.setOrdinal((short) groups.size());
        }
        if (!settings.sorting().isEmpty()) {
            group.setSorting_columns(sortingColumns());
        }
        rows += groupRows;
    }

    private List<SortingColumn> sortingColumns() {
        List<SortingColumn> sorting = new ArrayList<>();
        for (String name : settings.sorting()) {
            for (int i = 0; i < tree.leaves().size(); i++) {
                if (tree.leaves().get(i).path().equals(List.of(name))) {
                    sorting.add(new SortingColumn(i, false, false));
                }
            }
        }
        return sorting;
    }

    /** Adds a finished chunk that will stand at {@code offset}. */
    void add(ChunkWriter chunk, long offset) {
        ChunkPages pages = chunk.pages();
        ColumnChunk metadata = ChunkFooter.of(chunk, offset, settings.pageVersion(), codec);
        group.addToColumns(metadata);
        group.setTotal_byte_size(group.getTotal_byte_size() + pages.uncompressedBytes());
        group.setTotal_compressed_size(group.getTotal_compressed_size() + pages.storedBytes());
        ColumnIndex bounds =
                ColumnIndexes.bounds(pages.pages(), chunk.leaf().storage().order());
        if (bounds != null) {
            int length = append(columnIndexes, out -> Util.writeColumnIndex(bounds, out));
            // Offsets count from the first index until the footer is written.
            metadata.setColumn_index_offset(columnIndexes.length() - length).setColumn_index_length(length);
        }
        long firstPage = offset + pages.dictionary().length();
        int length = append(
                offsetIndexes, out -> Util.writeOffsetIndex(ColumnIndexes.locations(pages.pages(), firstPage), out));
        metadata.setOffset_index_offset(offsetIndexes.length() - length).setOffset_index_length(length);
    }

    void endGroup() {
        groups.add(group);
    }

    /** Size of the indexes so far. */
    long bytes() {
        return (long) columnIndexes.length() + offsetIndexes.length();
    }

    /** Indexes, footer and its length, for a file whose row groups end at {@code position}. */
    Output finish(long position, Map<String, String> metadata) {
        long offsets = position + columnIndexes.length();
        for (RowGroup each : groups) {
            for (ColumnChunk chunk : each.getColumns()) {
                if (chunk.isSetColumn_index_offset()) {
                    chunk.setColumn_index_offset(position + chunk.getColumn_index_offset());
                }
                chunk.setOffset_index_offset(offsets + chunk.getOffset_index_offset());
            }
        }
        Output out = columnIndexes;
        out.write(offsetIndexes.bytes(), 0, offsetIndexes.length());
        FileMetaData footer = new FileMetaData(2, tree.elements(), rows, groups)
                .setCreated_by(CREATED_BY)
                .setKey_value_metadata(keyValues(metadata))
                .setColumn_orders(columnOrders());
        int length = append(out, to -> Util.writeFileMetaData(footer, to));
        out.intLittle(length);
        return out;
    }

    private List<KeyValue> keyValues(Map<String, String> metadata) {
        Map<String, String> sorted = new TreeMap<>(metadata);
        sorted.put(SchemaJson.KEY, SchemaJson.write(table));
        List<KeyValue> pairs = new ArrayList<>();
        sorted.forEach((key, value) -> pairs.add(new KeyValue(key).setValue(value)));
        return pairs;
    }

    /** One for each leaf, not for each element. */
    private List<ColumnOrder> columnOrders() {
        List<ColumnOrder> orders = new ArrayList<>();
        tree.leaves().forEach(leaf -> orders.add(ColumnOrder.TYPE_ORDER(new TypeDefinedOrder())));
        return orders;
    }

    private static int append(Output out, Part part) {
        int before = out.length();
        try {
            part.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.length() - before;
    }

    private interface Part {
        void writeTo(Output out) throws IOException;
    }
}
