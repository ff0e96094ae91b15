package dev.slipway.parquet;

import dev.slipway.Failure;
import dev.slipway.data.Table;
import dev.slipway.store.Blob;
import dev.slipway.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.OffsetIndex;

/**
 * What the footer of a Parquet file says, whoever wrote it. Reads the footer once, when opened, and indexes and pages when
 * they are asked for; no values. Not thread-safe.
 */
public final class ParquetFile {
    private final Ranges ranges;
    private final FileMetaData footer;
    private final FooterBytes bytes;
    private final FileSchema schema;

    private ParquetFile(Ranges ranges, FooterBytes bytes) {
        this.ranges = ranges;
        this.bytes = bytes;
        this.footer = bytes.decode();
        this.schema = FileSchema.of(footer, ranges);
        FooterChecks.check(footer, schema, ranges);
    }

    /**
     * Reads the footer.
     *
     * @throws Failure CORRUPT when it is not a Parquet file or its footer contradicts itself; INPUT when it is encrypted;
     *     UNAVAILABLE when it cannot be read
     */
    public static ParquetFile open(Store store, Blob blob) {
        Ranges ranges = new Ranges(store, blob);
        return new ParquetFile(ranges, FooterBytes.read(ranges));
    }

    /**
     * The table: of our files exactly what was written, with origins; of others what their schema amounts to, columns of
     * types that we have no name for as bytes whose origin says {@code parquet.type}.
     */
    public Table table() {
        return schema.table();
    }

    /** Whether {@link #table()} is what Slipway recorded. */
    public boolean recorded() {
        return schema.recorded();
    }

    /** Key-value pairs in the file's order, ours begin with {@code slipway.}. */
    public Map<String, String> metadata() {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (footer.isSetKey_value_metadata()) {
            for (KeyValue pair : footer.getKey_value_metadata()) {
                pairs.put(pair.getKey(), pair.isSetValue() ? pair.getValue() : "");
            }
        }
        return pairs;
    }

    /** The program that wrote the file, as it calls itself; empty when it does not say. */
    public String createdBy() {
        return footer.isSetCreated_by() ? footer.getCreated_by() : "";
    }

    /** The version of the format that the file claims. */
    public int formatVersion() {
        return footer.getVersion();
    }

    /** A Parquet file of the same columns, with the same to say of itself, and without rows. */
    public byte[] withoutRows() {
        return bytes.withoutRows(footer);
    }

    public long rows() {
        return footer.getNum_rows();
    }

    /** Size of the footer without its length and the magic. */
    public long footerBytes() {
        return bytes.length();
    }

    /** The row groups, in order. */
    public List<RowGroup> rowGroups() {
        List<RowGroup> groups = new ArrayList<>();
        for (int i = 0; i < footer.getRow_groupsSize(); i++) {
            groups.add(RowGroup.of(i, footer.getRow_groups().get(i), schema));
        }
        return groups;
    }

    /**
     * The data pages of a column chunk as its indexes have them; empty when it has no offset index.
     *
     * @throws Failure CORRUPT when an index cannot be decoded
     */
    public List<IndexedPage> pages(int rowGroup, int column) {
        ColumnChunk chunk = footer.getRow_groups().get(rowGroup).getColumns().get(column);
        String where = "row group " + rowGroup + ", column \""
                + schema.leaves().get(column).name() + '"';
        OffsetIndex offsets = Indexes.offsets(ranges, chunk, where);
        ColumnIndex bounds = Indexes.bounds(ranges, chunk, where);
        return offsets == null
                ? List.of()
                : IndexedPage.of(offsets, bounds, schema.leaves().get(column));
    }

    /**
     * Reads every page: headers, checksums over bodies, and whether footer, indexes and pages agree. Decodes no values.
     *
     * @throws Failure CORRUPT, naming row group, column, page and byte, at the first thing that is wrong
     */
    public PageTotals checkPages() {
        return new PageWalk(ranges, footer, schema).run();
    }
}
