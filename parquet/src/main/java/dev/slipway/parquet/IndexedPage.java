package dev.slipway.parquet;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageLocation;
import org.jspecify.annotations.Nullable;

/**
 * A data page, as the indexes describe it.
 *
 * @param offset where its header begins
 * @param bytes its size with the header
 * @param firstRow its first row within the row group
 * @param nulls how many values are missing, when stated
 * @param min not above any of its values, when stated
 * @param max not below any of its values, when stated
 */
public record IndexedPage(
        long offset, int bytes, long firstRow, OptionalLong nulls, Optional<String> min, Optional<String> max) {
    static List<IndexedPage> of(OffsetIndex offsets, @Nullable ColumnIndex bounds, FileLeaf leaf) {
        List<IndexedPage> pages = new ArrayList<>();
        int i = 0;
        for (PageLocation location : offsets.getPage_locations()) {
            pages.add(new IndexedPage(
                    location.getOffset(),
                    location.getCompressed_page_size(),
                    location.getFirst_row_index(),
                    nulls(bounds, i),
                    bound(bounds, bounds == null ? null : bounds.getMin_values(), i, leaf),
                    bound(bounds, bounds == null ? null : bounds.getMax_values(), i, leaf)));
            i++;
        }
        return pages;
    }

    private static OptionalLong nulls(@Nullable ColumnIndex bounds, int page) {
        return bounds != null && bounds.isSetNull_counts() && page < bounds.getNull_countsSize()
                ? OptionalLong.of(bounds.getNull_counts().get(page))
                : OptionalLong.empty();
    }

    private static Optional<String> bound(
            @Nullable ColumnIndex bounds, @Nullable List<ByteBuffer> values, int page, FileLeaf leaf) {
        if (bounds == null || values == null || page >= values.size() || page >= bounds.getNull_pagesSize()) {
            return Optional.empty();
        }
        return bounds.getNull_pages().get(page) ? Optional.empty() : Optional.of(BoundText.of(values.get(page), leaf));
    }
}
