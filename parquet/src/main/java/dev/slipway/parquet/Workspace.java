package dev.slipway.parquet;

import dev.slipway.data.Validity;
import java.util.zip.CRC32;

/** What the columns of one writer share while a page is made. Not thread-safe. */
final class Workspace implements AutoCloseable {
    final Compressor compressor;
    final Delta delta = new Delta();
    final CRC32 crc = new CRC32();

    /** A page's levels and values, encoded. */
    final Output body = new Output(64 << 10);

    /** A page's body, compressed. */
    final Output compressed = new Output(64 << 10);

    /** Something in between. */
    final Output spare = new Output();

    private int[] positions = new int[0];
    private int[] numbers = new int[0];

    Workspace(Codec codec) {
        compressor = Compressor.of(codec);
    }

    /** The rows that {@link #present} found. */
    int[] positions() {
        return positions;
    }

    /** An array of at least {@code count + 8} numbers for whoever asks first. */
    int[] numbers(int count) {
        if (numbers.length < count + 8) {
            numbers = new int[count + count / 4 + 8];
        }
        return numbers;
    }

    /** Lists the rows of {@code [from, to)} that hold a value in {@link #positions()} and returns how many they are. */
    int present(Validity validity, int from, int to) {
        if (positions.length < to - from + 1) {
            positions = new int[to - from + (to - from) / 4 + 1];
        }
        int[] list = positions;
        long[] words = validity.words();
        int count = 0;
        for (int i = from; i < to; i++) {
            list[count] = i;
            count += (int) (words[i >>> 6] >>> i) & 1;
        }
        return count;
    }

    @Override
    public void close() {
        compressor.close();
    }
}
