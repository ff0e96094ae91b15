package dev.slipway.parquet;

import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;

/** Refuses footers that contradict themselves, so that everyone behind can rely on what is there. */
final class FooterChecks {
    private FooterChecks() {}

    static void check(FileMetaData footer, FileSchema schema, Ranges ranges) {
        long rows = 0;
        int ordinal = 0;
        for (RowGroup group : footer.getRow_groups()) {
            if (group.getNum_rows() < 0) {
                throw ranges.corrupt("row group " + ordinal + " is said to have " + group.getNum_rows() + " rows");
            }
            rows += group.getNum_rows();
            group(group, "row group " + ordinal, schema, ranges);
            ordinal++;
        }
        if (rows != footer.getNum_rows()) {
            throw ranges.corrupt(
                    "its footer says " + footer.getNum_rows() + " rows, and its row groups have " + rows + " in all");
        }
    }

    private static void group(RowGroup group, String where, FileSchema schema, Ranges ranges) {
        if (group.getColumnsSize() != schema.leaves().size()) {
            throw ranges.corrupt(where + " has " + group.getColumnsSize() + " columns, the schema "
                    + schema.leaves().size());
        }
        for (int i = 0; i < group.getColumnsSize(); i++) {
            chunk(
                    group.getColumns().get(i),
                    where + ", column \"" + schema.leaves().get(i).name() + '"',
                    ranges);
        }
    }

    private static void chunk(ColumnChunk chunk, String where, Ranges ranges) {
        if (chunk.isSetFile_path()) {
            throw ranges.refused(
                    where + " stands in another file, " + chunk.getFile_path() + ", which is not supported");
        }
        if (!chunk.isSetMeta_data()) {
            throw ranges.refused(where + " is encrypted or has no metadata, which is not supported");
        }
        ColumnMetaData metadata = chunk.getMeta_data();
        if (metadata.getNum_values() < 0) {
            throw ranges.corrupt(where + " is said to have " + metadata.getNum_values() + " values");
        }
        long start = ChunkRange.start(metadata);
        long length = metadata.getTotal_compressed_size();
        if (start < 0 || length < 0 || start > ranges.size() - length) {
            throw ranges.corrupt(where + " is said to stand at byte " + start + " and to have " + length
                    + " bytes, in a file of " + ranges.size());
        }
    }
}
