package dev.slipway.parquet;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.BoundaryOrder;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageLocation;
import org.jspecify.annotations.Nullable;

/** The page indexes of a chunk (Parquet format, PageIndex.md). */
final class ColumnIndexes {
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    private ColumnIndexes() {}

    /** Bounds page by page, or null when a page with values has none: of NaN alone, or too long to state. */
    static @Nullable ColumnIndex bounds(List<ChunkPages.Page> pages, Order order) {
        List<Boolean> nullPages = new ArrayList<>(pages.size());
        List<ByteBuffer> mins = new ArrayList<>(pages.size());
        List<ByteBuffer> maxes = new ArrayList<>(pages.size());
        List<Long> nullCounts = new ArrayList<>(pages.size());
        for (ChunkPages.Page page : pages) {
            Bounds bounds = page.bounds();
            if (bounds == null && page.values() > 0) {
                return null;
            }
            nullPages.add(bounds == null);
            mins.add(bounds == null ? EMPTY : ByteBuffer.wrap(bounds.min()));
            maxes.add(bounds == null ? EMPTY : ByteBuffer.wrap(bounds.max()));
            nullCounts.add((long) page.entries() - page.values());
        }
        return new ColumnIndex(nullPages, mins, maxes, boundaryOrder(pages, order)).setNull_counts(nullCounts);
    }

    /** Pages without values stand outside the order. */
    private static BoundaryOrder boundaryOrder(List<ChunkPages.Page> pages, Order order) {
        boolean ascending = true;
        boolean descending = true;
        Bounds before = null;
        for (ChunkPages.Page page : pages) {
            Bounds bounds = page.bounds();
            if (bounds == null) {
                continue;
            }
            if (before != null) {
                int min = order.compare(before.min(), bounds.min());
                int max = order.compare(before.max(), bounds.max());
                ascending &= min <= 0 && max <= 0;
                descending &= min >= 0 && max >= 0;
            }
            before = bounds;
        }
        return ascending ? BoundaryOrder.ASCENDING : descending ? BoundaryOrder.DESCENDING : BoundaryOrder.UNORDERED;
    }

    /** Where the pages stand. */
    static OffsetIndex locations(List<ChunkPages.Page> pages, long firstOffset) {
        List<PageLocation> locations = new ArrayList<>(pages.size());
        for (ChunkPages.Page page : pages) {
            locations.add(new PageLocation(firstOffset + page.offset(), page.size(), page.firstRow()));
        }
        return new OffsetIndex(locations);
    }
}
