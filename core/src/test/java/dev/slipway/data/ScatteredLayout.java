package dev.slipway.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** As awkward as {@link Column} permits: what has no meaning is garbage, and bytes stand anywhere. */
final class ScatteredLayout extends ColumnLayout {
    private final RandomGenerator noise;
    private final RandomValues garbage;

    ScatteredLayout(RandomGenerator noise) {
        this.noise = noise;
        this.garbage = new RandomValues(noise, new RandomTables.Limits(1, 0, 2, 5));
    }

    @Override
    long filler() {
        return noise.nextLong();
    }

    @Override
    int capacity(int rows) {
        return rows + noise.nextInt(70);
    }

    /** Bits behind the last row are set at random; without nulls, so are all the others, which nobody may read. */
    @Override
    Validity validity(List<@Nullable Object> values) {
        int nulls = Collections.frequency(values, null);
        if (nulls == 0) {
            return switch (noise.nextInt(3)) {
                case 0 -> Validity.ALL;
                case 1 -> new Validity(new long[Validity.words(values.size())], 0);
                default ->
                    new Validity(noise.longs(Validity.words(values.size())).toArray(), 0);
            };
        }
        long[] words = noise.longs(Validity.words(capacity(values.size()))).toArray();
        for (int i = 0; i < values.size(); i++) {
            words[i >>> 6] &= ~(1L << i);
            words[i >>> 6] |= values.get(i) == null ? 0 : 1L << i;
        }
        return new Validity(words, nulls);
    }

    /** Equal values share their bytes or not; the null ones have length 0 and start anywhere in the data. */
    @Override
    Column.Bytes bytes(List<byte @Nullable []> values, Validity validity) {
        int[] starts = new int[capacity(values.size())];
        int[] lengths = new int[starts.length];
        Arrays.setAll(starts, i -> (int) filler());
        Arrays.setAll(lengths, i -> (int) filler());
        byte[] data = new byte
                [IntStream.range(0, values.size())
                        .map(i -> length(values.get(i)) + 4)
                        .sum()];
        noise.nextBytes(data);
        List<Integer> order = IntStream.range(0, values.size()).boxed().collect(Collectors.toList());
        Collections.shuffle(order, new Random(noise.nextLong()));
        boolean shared = noise.nextBoolean();
        Map<String, Integer> placed = new HashMap<>();
        int at = 0;
        for (int row : order) {
            byte[] value = values.get(row);
            lengths[row] = length(value);
            if (value == null) {
                starts[row] = noise.nextInt(data.length + 1);
                continue;
            }
            Integer known = placed.putIfAbsent(Arrays.toString(value), at);
            if (shared && known != null) {
                starts[row] = known;
                continue;
            }
            starts[row] = at;
            System.arraycopy(value, 0, data, at, value.length);
            at += value.length + noise.nextInt(5);
        }
        return new Column.Bytes(data, starts, lengths, validity);
    }

    private static int length(byte @Nullable [] value) {
        return value == null ? 0 : value.length;
    }

    @Override
    @Nullable
    Object underNull(Type type) {
        return noise.nextBoolean() ? null : garbage.value(type);
    }

    @Override
    long bits(double value) {
        long payload = noise.nextLong() & 0x800F_FFFF_FFFF_FFFFL | 1;
        return Double.isNaN(value) ? 0x7FF0_0000_0000_0000L | payload : Double.doubleToRawLongBits(value);
    }

    @Override
    int bits(float value) {
        int payload = noise.nextInt() & 0x807F_FFFF | 1;
        return Float.isNaN(value) ? 0x7F80_0000 | payload : Float.floatToRawIntBits(value);
    }
}
