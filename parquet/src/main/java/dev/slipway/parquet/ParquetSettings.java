package dev.slipway.parquet;

import java.util.List;
import java.util.function.Consumer;

/**
 * What decides a file's bytes besides its rows and schema.
 *
 * @param codec how pages are compressed
 * @param pageVersion the layout of data pages
 * @param pageRows rows in a page, at most
 * @param pageBytes unencoded bytes after which a page ends; one value or one nested row may exceed them
 * @param groupRows rows in a row group, at most
 * @param groupBytes compressed and pending bytes after which a row group ends: bounds the memory that a writer holds
 * @param dictionaryBytesMax unencoded bytes that a column's dictionary may have
 * @param valueBytesMax bytes that a text or byte string may have; longer ones are refused
 * @param statisticsBytesMax bytes to which minima and maxima are cut
 * @param sorting columns that the rows are sorted by, ascending with nulls last; an assertion that is not checked
 */
public record ParquetSettings(
        Codec codec,
        PageVersion pageVersion,
        int pageRows,
        int pageBytes,
        int groupRows,
        long groupBytes,
        int dictionaryBytesMax,
        int valueBytesMax,
        int statisticsBytesMax,
        List<String> sorting) {
    /** Zstandard 1, pages of 20,000 rows, row groups of 500,000. */
    public static final ParquetSettings DEFAULT = new ParquetSettings(
            new Codec.Zstd(1), PageVersion.V2, 20_000, 1 << 20, 500_000, 64L << 20, 4 << 20, 256 << 20, 64, List.of());

    public ParquetSettings {
        sorting = List.copyOf(sorting);
        if (pageRows < 1 || pageBytes < 1 || groupRows < 1 || groupBytes < 1) {
            throw new IllegalArgumentException("pages and row groups hold at least a row and a byte");
        }
        if (dictionaryBytesMax < 0 || valueBytesMax < 0 || statisticsBytesMax < 8) {
            throw new IllegalArgumentException("limits are not negative, and statistics have at least 8 bytes");
        }
        if (statisticsBytesMax > Truncation.WHOLE_MAX) {
            throw new IllegalArgumentException("statistics have at most " + Truncation.WHOLE_MAX + " bytes");
        }
    }

    public ParquetSettings withCodec(Codec value) {
        return with(draft -> draft.codec = value);
    }

    public ParquetSettings withPageVersion(PageVersion value) {
        return with(draft -> draft.pageVersion = value);
    }

    /** See {@link #pageRows()} and {@link #pageBytes()}. */
    public ParquetSettings withPages(int rows, int bytes) {
        return with(draft -> {
            draft.pageRows = rows;
            draft.pageBytes = bytes;
        });
    }

    /** See {@link #groupRows()} and {@link #groupBytes()}. */
    public ParquetSettings withGroups(int rows, long bytes) {
        return with(draft -> {
            draft.groupRows = rows;
            draft.groupBytes = bytes;
        });
    }

    public ParquetSettings withDictionaryBytesMax(int value) {
        return with(draft -> draft.dictionaryBytesMax = value);
    }

    public ParquetSettings withValueBytesMax(int value) {
        return with(draft -> draft.valueBytesMax = value);
    }

    /** Asserts the order of the rows by top-level columns; for text that is the order of its bytes. */
    public ParquetSettings withSorting(List<String> columns) {
        return with(draft -> draft.sorting = columns);
    }

    private ParquetSettings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.settings();
    }

    /** Settings while one of them is being changed. */
    private static final class Draft {
        Codec codec;
        PageVersion pageVersion;
        int pageRows;
        int pageBytes;
        int groupRows;
        long groupBytes;
        int dictionaryBytesMax;
        int valueBytesMax;
        int statisticsBytesMax;
        List<String> sorting;

        Draft(ParquetSettings settings) {
            codec = settings.codec;
            pageVersion = settings.pageVersion;
            pageRows = settings.pageRows;
            pageBytes = settings.pageBytes;
            groupRows = settings.groupRows;
            groupBytes = settings.groupBytes;
            dictionaryBytesMax = settings.dictionaryBytesMax;
            valueBytesMax = settings.valueBytesMax;
            statisticsBytesMax = settings.statisticsBytesMax;
            sorting = settings.sorting;
        }

        ParquetSettings settings() {
            return new ParquetSettings(
                    codec,
                    pageVersion,
                    pageRows,
                    pageBytes,
                    groupRows,
                    groupBytes,
                    dictionaryBytesMax,
                    valueBytesMax,
                    statisticsBytesMax,
                    sorting);
        }
    }
}
