package dev.slipway.parquet;

import org.apache.parquet.format.ColumnMetaData;

/** Where a chunk's pages stand. */
final class ChunkRange {
    private ChunkRange() {}

    /** The first page's byte: a dictionary's if there is one. Some writers leave 0 there when there is none. */
    static long start(ColumnMetaData metadata) {
        long data = metadata.getData_page_offset();
        long dictionary = metadata.isSetDictionary_page_offset() ? metadata.getDictionary_page_offset() : 0;
        return dictionary > 0 && dictionary < data ? dictionary : data;
    }
}
