package dev.slipway.parquet;

import dev.slipway.data.Column;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values of one leaf, row group after row group, and cuts them into encoded pages. Where a page ends depends on
 * its values and the settings, never on how batches were cut.
 */
final class ChunkWriter {
    /** A chunk whose number is a multiple of this looks for the best encoding anew; the others begin with the last one. */
    private static final int TRIAL_EVERY = 8;

    /** Entries of a nested page, at most, for each byte that it may have. */
    private static final int ENTRIES_SHIFT = 3;

    /** A page of indexes may cost so much more than one of values before it counts as a loss: pages differ. */
    private static final double LOSS_ALLOWED = 1.1;

    private static final int LOSS_BYTES = 512;

    private final Leaf leaf;
    private final ParquetSettings settings;
    private final Workspace workspace;
    private final Trial trial;
    private final ChunkPages pages;
    private final Levels levels;
    private final Values raw;
    private final Dictionary dictionary;
    private final Output encoded = new Output();
    private final @Nullable Coding forced;

    /** How the page at hand is kept: with DICTIONARY as {@link #indices}, otherwise in {@link #raw}. */
    private Coding coding;

    /** Whether {@link #coding} is still a guess. */
    private boolean untried;

    private Coding plainest = Coding.PLAIN;
    private double plainestCost = Double.MAX_VALUE;
    private boolean wholeBytes;
    private int chunks;
    private int losses;
    private int[] indices = new int[0];
    private int indexCount;
    private byte[] used = new byte[0];

    /** Entries of the dictionary, and their bytes, when the page at hand was begun. */
    private int entriesBefore;

    private long entryBytesBefore;
    /** Bytes of the values of the page at hand, for nested leaves. */
    private long nestedBytes;

    /** Whether the page at hand ends behind the value that was last added. */
    private boolean full;

    ChunkWriter(Leaf leaf, ParquetSettings settings, Workspace workspace, Segments.Pool pool, @Nullable Coding forced) {
        this.leaf = leaf;
        this.settings = settings;
        this.workspace = workspace;
        this.forced = forced;
        trial = new Trial(leaf.storage(), settings, workspace);
        pages = new ChunkPages(settings.pageVersion(), workspace, pool);
        levels = Levels.of(leaf);
        raw = leaf.storage().values();
        dictionary = leaf.storage().dictionary();
        coding = Coding.PLAIN;
        begin();
    }

    private void begin() {
        if (forced != null) {
            coding = forced;
            plainest = forced == Coding.DICTIONARY ? Coding.PLAIN : forced;
        } else if (!leaf.storage().codings().contains(Coding.DICTIONARY)) {
            coding = Coding.RUNS;
        } else if (chunks % TRIAL_EVERY == 0) {
            coding = Coding.DICTIONARY;
            untried = true;
        }
        chunks++;
    }

    Leaf leaf() {
        return leaf;
    }

    ChunkPages pages() {
        return pages;
    }

    /** Adds rows {@code [from, to)} of the column of a flat leaf. */
    void add(Column column, int from, int to) {
        Levels.Flat flat = (Levels.Flat) levels;
        int at = from;
        while (at < to) {
            int end = Math.min(to, at + settings.pageRows() - levels.rows);
            int next = column.validity().hasNulls() ? sparse(column, at, end) : at + put(column, null, at, end - at);
            flat.add(column.validity(), at, next);
            if (full || levels.rows == settings.pageRows()) {
                endPage(false);
            }
            at = next;
        }
    }

    /** A page that is full ends right behind the value that filled it: nulls that follow belong to the next. */
    private int sparse(Column column, int from, int to) {
        int present = workspace.present(column.validity(), from, to);
        int taken = present == 0 ? 0 : put(column, workspace.positions(), 0, present);
        return full ? workspace.positions()[taken - 1] + 1 : to;
    }

    private int put(Column column, int @Nullable [] positions, int from, int n) {
        if (coding == Coding.DICTIONARY) {
            reserveIndices(n);
            long bytesMax = entryBytesBefore + settings.pageBytes();
            if (!untried) {
                bytesMax = Math.min(bytesMax, settings.dictionaryBytesMax());
            }
            int taken = dictionary.add(column, positions, from, n, indices, indexCount, bytesMax);
            indexCount += taken;
            full = dictionary.entries.count > entriesBefore && dictionary.entries.bytes() >= bytesMax;
            return taken;
        }
        int taken = raw.fit(column, positions, from, n, settings.pageBytes() - raw.bytes());
        raw.add(column, positions, from, taken);
        full = raw.bytes() >= settings.pageBytes();
        return taken;
    }

    private void reserveIndices(int more) {
        if (indices.length < indexCount + more + 8) {
            indices = Arrays.copyOf(indices, Math.max(indexCount + more + 8, indices.length * 2));
        }
    }

    /** Adds the rows of a nested leaf: its entries, and the column that they point into. Pages end between rows. */
    void add(Entries entries, Column column) {
        Levels.Nested nested = (Levels.Nested) levels;
        int[] positions = workspace.numbers(entries.count);
        int entriesMax = Math.max(settings.pageRows(), settings.pageBytes() >>> ENTRIES_SHIFT);
        int at = 0;
        while (at < entries.count) {
            int begin = at;
            int rows = 0;
            int values = 0;
            long bytes = nestedBytes;
            while (at < entries.count
                    && levels.rows + rows < settings.pageRows()
                    && levels.entries + at - begin < entriesMax
                    && bytes < settings.pageBytes()) {
                do {
                    int row = entries.rows[at];
                    if (row >= 0) {
                        positions[values++] = row;
                        bytes += column instanceof Column.Bytes b ? b.lengths()[row] : 0;
                    }
                    at++;
                } while (at < entries.count && entries.repetitions[at] != 0);
                rows++;
            }
            putNested(column, positions, values);
            nestedBytes = bytes;
            nested.add(entries, begin, at, rows);
            if (levels.rows >= settings.pageRows() || levels.entries >= entriesMax || bytes >= settings.pageBytes()) {
                endPage(false);
            }
        }
    }

    private void putNested(Column column, int[] positions, int values) {
        if (coding == Coding.DICTIONARY) {
            reserveIndices(values);
            dictionary.add(column, positions, 0, values, indices, indexCount, Long.MAX_VALUE);
            indexCount += values;
        } else {
            raw.add(column, positions, 0, values);
        }
    }

    private void endPage(boolean last) {
        full = false;
        nestedBytes = 0;
        if (coding == Coding.DICTIONARY && indexCount == 0) {
            page(Coding.PLAIN, 0, null);
        } else if (coding == Coding.DICTIONARY) {
            if (untried && !decide(last)) {
                endRaw();
            } else {
                endIndexed();
            }
        } else {
            endRaw();
        }
        levels.clear();
        entriesBefore = dictionary.entries.count;
        entryBytesBefore = dictionary.entries.bytes();
    }

    /** Chooses the encoding by the first page; moves that page into {@link #raw} unless the dictionary stays. */
    private boolean decide(boolean last) {
        untried = false;
        long entryBytes = Math.max(1, dictionary.entries.bytes() / dictionary.entries.count);
        int sample = (int) Math.max(1, Math.min(indexCount, 2L * settings.pageBytes() / entryBytes));
        raw.gather(dictionary.entries, indices, sample);
        long bytes = raw.bytes() / sample * indexCount;
        long chunkValues = last ? indexCount : (long) indexCount * settings.groupRows() / levels.rows;
        Trial.Choice choice = trial.choose(raw, dictionary.entries, indices, indexCount, chunkValues);
        raw.clear();
        plainest = choice.plainest();
        plainestCost = choice.plainestCost();
        wholeBytes = choice.wholeBytes();
        boolean pays = choice.coding() == Coding.DICTIONARY || bytes > 8L * settings.pageBytes();
        if (pays && dictionary.entries.bytes() < settings.dictionaryBytesMax()) {
            return true;
        }
        raw.gather(dictionary.entries, indices, indexCount);
        indexCount = 0;
        dictionary.clear();
        coding = plainest;
        return false;
    }

    private void endRaw() {
        encoded.clear();
        raw.encode(coding, encoded, workspace);
        pages.add(levels, coding, raw.count, encoded, raw.bounds(null, settings.statisticsBytesMax()));
        raw.clear();
    }

    private void endIndexed() {
        int count = indexCount;
        Values entries = dictionary.entries;
        encoded.clear();
        if (used.length < entries.count) {
            used = new byte[Math.max(entries.count, used.length * 2)];
        }
        Arrays.fill(used, 0, entries.count, (byte) 0);
        for (int i = 0; i < count; i++) {
            used[indices[i]] = 1;
        }
        Trial.indices(indices, count, entries.count, wholeBytes, encoded);
        int stored = page(Coding.DICTIONARY, count, entries.bounds(used, settings.statisticsBytesMax()));
        indexCount = 0;
        if (forced == null && stopsPaying(stored, count) || entries.bytes() >= settings.dictionaryBytesMax()) {
            coding = plainest;
        }
    }

    private int page(Coding pageCoding, int values, @Nullable Bounds bounds) {
        if (values == 0) {
            encoded.clear();
        }
        return pages.add(levels, pageCoding, values, encoded, bounds);
    }

    /** Whether the indexes and new entries of two pages in a row took clearly more than their values would have. */
    private boolean stopsPaying(int stored, int count) {
        double added = (dictionary.entries.bytes() - entryBytesBefore) * trial.entryShare();
        boolean paid = entriesBefore == 0
                || Math.min(stored, encoded.length()) + added <= plainestCost * count * LOSS_ALLOWED + LOSS_BYTES;
        losses = paid ? 0 : losses + 1;
        return losses == 2;
    }

    /** Ends the last page and the chunk; afterwards {@link #pages()} are complete. */
    void finish() {
        if (levels.rows > 0) {
            endPage(true);
        }
        if (pages.counts().containsKey(Coding.DICTIONARY)) {
            pages.dictionary(dictionary.entries);
        }
    }

    /** Begins the next chunk. */
    void clear() {
        if (pages.counts().containsKey(Coding.DICTIONARY)) {
            coding = Coding.DICTIONARY;
        }
        pages.clear();
        dictionary.clear();
        entriesBefore = 0;
        entryBytesBefore = 0;
        losses = 0;
        begin();
    }

    /** What the chunk would take in the file if it ended now, roughly. */
    long storedBytes() {
        return pages.storedBytes() + raw.bytes() / 2 + indexCount + dictionary.entries.bytes() / 2;
    }

    /** Bytes held for the chunk that grow with its rows. */
    long held() {
        return pages.data().length() + raw.bytes() + indexCount * 4L + dictionary.entries.bytes();
    }
}
