package dev.slipway.parquet;

import dev.slipway.data.Column;
import org.jspecify.annotations.Nullable;

/** The distinct values of a column chunk, numbered in the order in which they were first met. */
abstract sealed class Dictionary permits NumberDictionary, WideDictionary, BytesDictionary {
    static final int TABLE_MIN = 1 << 10;

    final Values entries;

    Dictionary(Values entries) {
        this.entries = entries;
    }

    /**
     * Looks values up, adding those that are new, and stores their numbers in {@code indices} from {@code at} on. Rows
     * are given as in {@link Values#add}. Stops early, behind the value that brought the entries to {@code bytesMax}.
     *
     * @return how many values were taken
     */
    abstract int add(Column column, int @Nullable [] positions, int from, int n, int[] indices, int at, long bytesMax);

    /** Forgets the entries and keeps the memory for the next chunk. */
    abstract void clear();

    /** Bytes of memory besides the entries. */
    abstract long tableCapacity();

    /** Spreads a 64-bit number over 32 bits, of which a table uses the lower ones. */
    static int spread(long value) {
        long mixed = value * 0x9E3779B97F4A7C15L;
        return (int) (mixed ^ mixed >>> 32) ^ (int) (mixed >>> 47);
    }
}
