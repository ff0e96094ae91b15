package dev.slipway.parquet;

/**
 * What a walk over all pages saw.
 *
 * @param dataPages data pages
 * @param dictionaryPages dictionary pages
 * @param bytes their size with headers, as stored
 * @param unchecked how many of them carry no checksum
 */
public record PageTotals(long dataPages, long dictionaryPages, long bytes, long unchecked) {
    static final PageTotals NONE = new PageTotals(0, 0, 0, 0);

    PageTotals plus(PageTotals other) {
        return new PageTotals(
                dataPages + other.dataPages,
                dictionaryPages + other.dictionaryPages,
                bytes + other.bytes,
                unchecked + other.unchecked);
    }
}
