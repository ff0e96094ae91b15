package dev.slipway.parquet;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;

/** What a finished chunk says of itself in the file's footer. */
final class ChunkFooter {
    private ChunkFooter() {}

    /** Metadata of a chunk whose first page, the dictionary's if there is one, stands at {@code offset}. */
    static ColumnChunk of(ChunkWriter chunk, long offset, PageVersion version, CompressionCodec codec) {
        ChunkPages pages = chunk.pages();
        int dictionary = pages.dictionary().length();
        ColumnMetaData metadata = new ColumnMetaData(
                chunk.leaf().storage().physical(),
                encodings(pages.counts(), chunk.leaf()),
                chunk.leaf().path(),
                codec,
                pages.entries(),
                pages.uncompressedBytes(),
                pages.storedBytes(),
                offset + dictionary);
        if (dictionary > 0) {
            metadata.setDictionary_page_offset(offset);
        }
        metadata.setStatistics(statistics(pages, chunk.leaf().storage().order()));
        metadata.setEncoding_stats(encodingStats(pages.counts(), version));
        return new ColumnChunk(0).setMeta_data(metadata);
    }

    private static List<Encoding> encodings(Map<Coding, Integer> counts, Leaf leaf) {
        Set<Encoding> encodings = new LinkedHashSet<>();
        if (leaf.maxDefinition() > 0 || leaf.maxRepetition() > 0) {
            encodings.add(Encoding.RLE);
        }
        if (counts.containsKey(Coding.DICTIONARY)) {
            encodings.add(Encoding.PLAIN);
        }
        counts.keySet().forEach(coding -> encodings.add(coding.format()));
        return new ArrayList<>(encodings);
    }

    private static List<PageEncodingStats> encodingStats(Map<Coding, Integer> counts, PageVersion version) {
        PageType data =
                switch (version) {
                    case V1 -> PageType.DATA_PAGE;
                    case V2 -> PageType.DATA_PAGE_V2;
                };
        List<PageEncodingStats> stats = new ArrayList<>();
        if (counts.containsKey(Coding.DICTIONARY)) {
            stats.add(new PageEncodingStats(PageType.DICTIONARY_PAGE, Encoding.PLAIN, 1));
        }
        new EnumMap<>(counts)
                .forEach((coding, count) -> stats.add(new PageEncodingStats(data, coding.format(), count)));
        return stats;
    }

    private static Statistics statistics(ChunkPages pages, Order order) {
        Statistics statistics = new Statistics();
        Bounds all = null;
        boolean complete = true;
        long nulls = 0;
        for (ChunkPages.Page page : pages.pages()) {
            Bounds bounds = page.bounds();
            nulls += page.entries() - page.values();
            if (bounds != null) {
                all = all == null ? bounds : all.and(bounds, order);
            }
            // NaN has no place in the order, so a page of NaN alone takes nothing from the bounds of the others.
            complete &= bounds != null || page.values() == 0 || order == Order.FLOATING;
        }
        statistics.setNull_count(nulls);
        if (all != null && complete) {
            statistics.setMin_value(ByteBuffer.wrap(all.min())).setIs_min_value_exact(all.minExact());
            statistics.setMax_value(ByteBuffer.wrap(all.max())).setIs_max_value_exact(all.maxExact());
        }
        return statistics;
    }
}
