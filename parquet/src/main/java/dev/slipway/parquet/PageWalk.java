package dev.slipway.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;

/** Goes through all pages of a file and compares them with what footer and indexes say. */
final class PageWalk {
    private final Ranges ranges;
    private final FileMetaData footer;
    private final FileSchema schema;
    private final boolean own;

    PageWalk(Ranges ranges, FileMetaData footer, FileSchema schema) {
        this.ranges = ranges;
        this.footer = footer;
        this.schema = schema;
        this.own = footer.isSetCreated_by() && footer.getCreated_by().startsWith("slipway ");
    }

    PageTotals run() {
        PageTotals totals = PageTotals.NONE;
        for (int g = 0; g < footer.getRow_groupsSize(); g++) {
            RowGroup group = footer.getRow_groups().get(g);
            for (int c = 0; c < group.getColumnsSize(); c++) {
                String where = "row group " + g + ", column \""
                        + schema.leaves().get(c).name() + '"';
                totals = totals.plus(
                        chunk(group, group.getColumns().get(c), schema.leaves().get(c), where));
            }
        }
        return totals;
    }

    private PageTotals chunk(RowGroup group, ColumnChunk chunk, FileLeaf leaf, String where) {
        ColumnMetaData metadata = chunk.getMeta_data();
        List<PageReader.Page> data = new ArrayList<>();
        PageTotals totals = PageTotals.NONE;
        long uncompressed = 0;
        try (PageReader reader =
                new PageReader(ranges, ChunkRange.start(metadata), metadata.getTotal_compressed_size(), where)) {
            for (PageReader.Page page = reader.next(); page != null; page = reader.next()) {
                boolean dictionary = page.type() == PageType.DICTIONARY_PAGE;
                if (dictionary && totals.dataPages() + totals.dictionaryPages() > 0) {
                    throw ranges.corrupt(where + ", byte " + page.offset() + ": a dictionary page behind other pages");
                }
                if (page.type() == PageType.DATA_PAGE || page.type() == PageType.DATA_PAGE_V2) {
                    data.add(page);
                }
                uncompressed += page.uncompressedBytes();
                totals = totals.plus(
                        new PageTotals(dictionary ? 0 : 1, dictionary ? 1 : 0, page.bytes(), page.checked() ? 0 : 1));
            }
        }
        values(metadata, data, where);
        rows(group, leaf, data, where);
        offsets(chunk, data, where);
        bounds(chunk, data, where);
        if (own) {
            stated(metadata, uncompressed, data, where);
        }
        return totals;
    }

    private void values(ColumnMetaData metadata, List<PageReader.Page> data, String where) {
        long values = data.stream().mapToLong(PageReader.Page::values).sum();
        if (values != metadata.getNum_values()) {
            throw ranges.corrupt(
                    where + ": its pages have " + values + " values, the footer says " + metadata.getNum_values());
        }
        boolean stated = metadata.isSetStatistics() && metadata.getStatistics().isSetNull_count();
        if (stated && data.stream().allMatch(page -> page.nulls() >= 0)) {
            long nulls = data.stream().mapToLong(PageReader.Page::nulls).sum();
            if (nulls != metadata.getStatistics().getNull_count()) {
                throw ranges.corrupt(where + ": its pages have " + nulls + " nulls, the footer says "
                        + metadata.getStatistics().getNull_count());
            }
        }
    }

    /** Pages of version 1 do not say how many rows they have; where nothing repeats, it is as many as values. */
    private void rows(RowGroup group, FileLeaf leaf, List<PageReader.Page> data, String where) {
        long rows = 0;
        for (PageReader.Page page : data) {
            if (page.rows() < 0 && leaf.repeated()) {
                return;
            }
            rows += page.rows() < 0 ? page.values() : page.rows();
        }
        if (rows != group.getNum_rows()) {
            throw ranges.corrupt(where + ": its pages have " + rows + " rows, the row group " + group.getNum_rows());
        }
    }

    private void offsets(ColumnChunk chunk, List<PageReader.Page> data, String where) {
        OffsetIndex index = Indexes.offsets(ranges, chunk, where);
        if (index == null) {
            return;
        }
        List<PageLocation> locations = index.getPage_locations();
        if (locations.size() != data.size()) {
            throw ranges.corrupt(
                    where + ": its offset index has " + locations.size() + " pages, the file " + data.size());
        }
        long row = 0;
        for (int i = 0; i < data.size(); i++) {
            PageReader.Page page = data.get(i);
            PageLocation location = locations.get(i);
            if (location.getOffset() != page.offset() || location.getCompressed_page_size() != page.bytes()) {
                throw ranges.corrupt(
                        where + ", page " + i + ": stands at byte " + page.offset() + " with " + page.bytes()
                                + " bytes, and the offset index says byte " + location.getOffset() + " with "
                                + location.getCompressed_page_size());
            }
            boolean wrong = row >= 0 ? location.getFirst_row_index() != row : location.getFirst_row_index() < 0;
            if (wrong) {
                throw ranges.corrupt(where + ", page " + i + ": the offset index says that it begins with row "
                        + location.getFirst_row_index() + ", where " + row + " is next");
            }
            row = row < 0 || page.rows() < 0 ? -1 : row + page.rows();
        }
    }

    private void bounds(ColumnChunk chunk, List<PageReader.Page> data, String where) {
        ColumnIndex index = Indexes.bounds(ranges, chunk, where);
        if (index == null) {
            return;
        }
        int pages = data.size();
        if (index.getMin_valuesSize() != pages
                || index.getMax_valuesSize() != pages
                || index.getNull_pagesSize() != pages
                || index.isSetNull_counts() && index.getNull_countsSize() != pages) {
            throw ranges.corrupt(where + ": its column index does not have one entry for each of " + pages + " pages");
        }
        for (int i = 0; i < pages; i++) {
            long nulls = data.get(i).nulls();
            if (nulls >= 0 && index.isSetNull_counts() && index.getNull_counts().get(i) != nulls) {
                throw ranges.corrupt(where + ", page " + i + ": has " + nulls + " nulls, and the column index says "
                        + index.getNull_counts().get(i));
            }
        }
    }

    /** What other writers are known to state loosely, and ours does not. */
    private void stated(ColumnMetaData metadata, long uncompressed, List<PageReader.Page> data, String where) {
        if (uncompressed != metadata.getTotal_uncompressed_size()) {
            throw ranges.corrupt(where + ": its pages have " + uncompressed
                    + " bytes before compression, the footer says " + metadata.getTotal_uncompressed_size());
        }
        if (!metadata.isSetEncoding_stats()) {
            throw ranges.corrupt(where + ": the footer does not say how its pages are encoded");
        }
        for (PageEncodingStats stats : metadata.getEncoding_stats()) {
            long pages = data.stream()
                    .filter(page -> page.type() == stats.getPage_type() && page.encoding() == stats.getEncoding())
                    .count();
            if (stats.getPage_type() != PageType.DICTIONARY_PAGE && pages != stats.getCount()) {
                throw ranges.corrupt(where + ": has " + pages + " pages encoded as " + stats.getEncoding()
                        + ", the footer says " + stats.getCount());
            }
        }
    }
}
