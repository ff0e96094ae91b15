package dev.slipway.parquet;

import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/** Reads the page indexes of a chunk. */
final class Indexes {
    private Indexes() {}

    static @Nullable OffsetIndex offsets(Ranges ranges, ColumnChunk chunk, String where) {
        if (!chunk.isSetOffset_index_offset()) {
            return null;
        }
        return read(
                ranges,
                chunk.getOffset_index_offset(),
                chunk.getOffset_index_length(),
                where + ": the offset index",
                Util::readOffsetIndex);
    }

    static @Nullable ColumnIndex bounds(Ranges ranges, ColumnChunk chunk, String where) {
        if (!chunk.isSetColumn_index_offset()) {
            return null;
        }
        return read(
                ranges,
                chunk.getColumn_index_offset(),
                chunk.getColumn_index_length(),
                where + ": the column index",
                Util::readColumnIndex);
    }

    private static <T> T read(Ranges ranges, long offset, int length, String what, Ranges.Decoder<T> decoder) {
        byte[] bytes = ranges.read(offset, length, what);
        return ranges.structure(bytes, 0, length, what, decoder);
    }
}
