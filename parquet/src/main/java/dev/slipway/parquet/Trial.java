package dev.slipway.parquet;

import java.util.EnumSet;
import java.util.Set;
import org.apache.parquet.format.Type;

/**
 * Decides how a column chunk is encoded, by encoding and compressing its first page in every way and comparing sizes. What
 * a dictionary will cost over the whole chunk is extrapolated from how fast it grew. Depends on values and settings only.
 */
final class Trial {
    /**
     * Compressed bytes that an uncompressed byte is worth: compressing it, and later reading it, takes time. Ties between
     * encodings of about one size go to the one that leaves less work.
     */
    private static final double BYTE_WORTH = 0.03;

    /** A dictionary must save this much to be worth a reader's indirection. */
    private static final double DICTIONARY_MARGIN = 0.98;

    /** Values whose neighbours share fewer leading bytes on average are not tried with DELTA_PREFIX. */
    private static final int SHARED_MIN = 3;

    /**
     * What a trial found.
     *
     * @param coding the cheapest
     * @param plainest the cheapest without a dictionary
     * @param plainestCost what that costs for each value, in bytes
     * @param wholeBytes whether a dictionary's indexes compress better when each has whole bytes
     */
    record Choice(Coding coding, Coding plainest, double plainestCost, boolean wholeBytes) {}

    private final Storage storage;
    private final ParquetSettings settings;
    private final Workspace workspace;
    private final Output encoded = new Output();
    private double entryShare = 1;
    private boolean wholeBytes;

    Trial(Storage storage, ParquetSettings settings, Workspace workspace) {
        this.storage = storage;
        this.settings = settings;
        this.workspace = workspace;
    }

    /**
     * Compares all encodings of a page.
     *
     * @param values some of the page's values, from its first on
     * @param dictionary the entries for all of the page
     * @param indices the page as numbers of entries
     * @param count how many numbers
     * @param chunkValues how many values the chunk will have if the others are like these
     */
    Choice choose(Values values, Values dictionary, int[] indices, int count, long chunkValues) {
        Coding best = Coding.PLAIN;
        double bestCost = Double.MAX_VALUE;
        for (Coding coding : candidates(values)) {
            encoded.clear();
            values.encode(coding, encoded, workspace);
            double cost = cost() / values.count;
            if (cost < bestCost) {
                best = coding;
                bestCost = cost;
            }
        }
        double dictionaryCost = dictionaryCost(dictionary, indices, count, chunkValues);
        Coding coding = dictionaryCost < bestCost * DICTIONARY_MARGIN ? Coding.DICTIONARY : best;
        return new Choice(coding, best, bestCost, wholeBytes);
    }

    private Set<Coding> candidates(Values values) {
        Set<Coding> candidates = EnumSet.copyOf(storage.codings());
        candidates.remove(Coding.DICTIONARY);
        if (storage.physical() == Type.FIXED_LEN_BYTE_ARRAY) {
            // Legal since format 2.11, but DuckDB 2.0 reads it for numbers only.
            candidates.remove(Coding.SPLIT);
        }
        if (values instanceof BytesValues bytes && shared(bytes) < SHARED_MIN) {
            candidates.remove(Coding.DELTA_PREFIX);
        }
        return candidates;
    }

    private static double shared(BytesValues values) {
        int step = Math.max(1, values.count / 256);
        long sum = 0;
        int seen = 0;
        for (int i = 1; i < values.count; i += step) {
            sum += values.sharedWithPrevious(i);
            seen++;
        }
        return seen == 0 ? 0 : (double) sum / seen;
    }

    /** What the encoded bytes cost. */
    private double cost() {
        workspace.compressed.clear();
        int size = workspace.compressor.compress(encoded.bytes(), 0, encoded.length(), workspace.compressed);
        return Math.min(size, encoded.length()) + BYTE_WORTH * encoded.length();
    }

    /** Cost of indexes and entries for each value of the chunk, or of the part that a full dictionary covers. */
    private double dictionaryCost(Values dictionary, int[] indices, int count, long chunkValues) {
        double entryBytes = (double) Math.max(1, dictionary.bytes()) / dictionary.count;
        // Heaps' law: the number of distinct values grows as a power of the number of values.
        int half = 0;
        for (int i = 0; i < count / 2; i++) {
            half = Math.max(half, indices[i] + 1);
        }
        double growth = half == 0 ? 1 : Math.log((double) dictionary.count / half) / Math.log(2);
        double scale = Math.max(1, (double) chunkValues / count);
        double full = settings.dictionaryBytesMax() / entryBytes;
        if (growth > 0 && dictionary.count * Math.pow(scale, growth) > full) {
            scale = Math.max(1, Math.pow(full / dictionary.count, 1 / growth));
        }
        double entries = dictionary.count * Math.pow(scale, growth);

        int expected = (int) Math.min(entries, Integer.MAX_VALUE);
        double packed = indexCost(indices, count, expected, false);
        double whole = indexCost(indices, count, expected, true);
        wholeBytes = whole < packed;
        double indexCost = Math.min(whole, packed) / count;
        encoded.clear();
        dictionary.encode(Coding.PLAIN, encoded, workspace);
        entryShare = cost() / Math.max(1, dictionary.bytes());
        return indexCost + entryShare * entryBytes * entries / (count * scale);
    }

    /** Bytes that a byte of the dictionary costs, as of the last trial. */
    double entryShare() {
        return entryShare;
    }

    private double indexCost(int[] indices, int count, int entries, boolean whole) {
        encoded.clear();
        indices(indices, count, entries, whole, encoded);
        return cost();
    }

    /**
     * Writes numbers of entries as a page has them: their width, then runs. With {@code whole} the width is one of whole
     * bytes: more bits, but a compressor sees skew in bytes that it cannot see across them.
     */
    static void indices(int[] indices, int count, int entries, boolean whole, Output out) {
        int least = BitPacking.width(entries - 1);
        int width = whole ? (least + 7) / 8 * 8 : least;
        out.write(width);
        Runs.encode(indices, count, width, out);
    }
}
