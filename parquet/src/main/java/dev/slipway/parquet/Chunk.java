package dev.slipway.parquet;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * The values of one leaf in one row group, as the footer describes them.
 *
 * @param name the leaf's path, joined by dots
 * @param physicalType as Parquet names it
 * @param codec as Parquet names it
 * @param encodings as Parquet names them
 * @param pages how many pages there are of which kind: {@code DATA_PAGE_V2 RLE_DICTIONARY × 25}; empty when not stated
 * @param offset where its first page stands
 * @param bytes size of its pages as stored, with headers
 * @param uncompressedBytes the same before compression
 * @param values how many values it has, with nulls and empty lists
 * @param nulls how many of them are missing, when stated
 * @param min the least value as text, when stated
 * @param max the greatest value as text, when stated
 * @param boundsExact whether both occur; false when one may have been shortened
 * @param dictionary whether it has a dictionary page
 * @param columnIndex whether bounds are known page by page
 * @param offsetIndex whether pages can be found without reading their headers
 */
public record Chunk(
        String name,
        String physicalType,
        String codec,
        List<String> encodings,
        List<String> pages,
        long offset,
        long bytes,
        long uncompressedBytes,
        long values,
        OptionalLong nulls,
        Optional<String> min,
        Optional<String> max,
        boolean boundsExact,
        boolean dictionary,
        boolean columnIndex,
        boolean offsetIndex) {
    static Chunk of(ColumnChunk chunk, FileLeaf leaf) {
        ColumnMetaData metadata = chunk.getMeta_data();
        Statistics statistics = metadata.isSetStatistics() ? metadata.getStatistics() : new Statistics();
        return new Chunk(
                leaf.name(),
                String.valueOf(metadata.getType()),
                String.valueOf(metadata.getCodec()),
                metadata.getEncodings().stream().map(String::valueOf).toList(),
                pages(metadata),
                ChunkRange.start(metadata),
                metadata.getTotal_compressed_size(),
                metadata.getTotal_uncompressed_size(),
                metadata.getNum_values(),
                statistics.isSetNull_count() ? OptionalLong.of(statistics.getNull_count()) : OptionalLong.empty(),
                text(statistics.bufferForMin_value(), leaf),
                text(statistics.bufferForMax_value(), leaf),
                statistics.isIs_min_value_exact() && statistics.isIs_max_value_exact(),
                metadata.isSetDictionary_page_offset(),
                chunk.isSetColumn_index_offset(),
                chunk.isSetOffset_index_offset());
    }

    private static List<String> pages(ColumnMetaData metadata) {
        List<String> pages = new ArrayList<>();
        if (metadata.isSetEncoding_stats()) {
            for (PageEncodingStats stats : metadata.getEncoding_stats()) {
                pages.add(stats.getPage_type() + " " + stats.getEncoding() + " × " + stats.getCount());
            }
        }
        return pages;
    }

    private static Optional<String> text(@Nullable ByteBuffer value, FileLeaf leaf) {
        return value == null ? Optional.empty() : Optional.of(BoundText.of(value, leaf));
    }
}
