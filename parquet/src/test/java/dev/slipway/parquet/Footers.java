package dev.slipway.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/** Thrift structures of a file, decoded without our reader. */
final class Footers {
    private Footers() {}

    static FileMetaData of(byte[] file) {
        int length = (int) Output.INT.get(file, file.length - 8);
        return decode(file, file.length - 8 - length, length, Util::readFileMetaData);
    }

    static List<ColumnChunk> chunks(byte[] file) {
        return of(file).getRow_groups().getFirst().getColumns();
    }

    static @Nullable ColumnIndex columnIndex(byte[] file, ColumnChunk chunk) {
        return chunk.isSetColumn_index_offset()
                ? decode(file, chunk.getColumn_index_offset(), chunk.getColumn_index_length(), Util::readColumnIndex)
                : null;
    }

    static OffsetIndex offsetIndex(byte[] file, ColumnChunk chunk) {
        return decode(file, chunk.getOffset_index_offset(), chunk.getOffset_index_length(), Util::readOffsetIndex);
    }

    private static <T> T decode(byte[] file, long offset, int length, Ranges.Decoder<T> decoder) {
        try {
            return decoder.decode(new ByteArrayInputStream(file, (int) offset, length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
