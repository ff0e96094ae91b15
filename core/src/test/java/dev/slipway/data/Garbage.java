package dev.slipway.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Overwrites a column, as its owner may do when it is borrowed no longer. */
final class Garbage {
    private Garbage() {}

    static void over(Column column, RandomGenerator noise) {
        Arrays.setAll(column.validity().words(), i -> noise.nextLong());
        switch (column) {
            case Column.Ints ints -> Arrays.setAll(ints.values(), i -> noise.nextInt());
            case Column.Longs longs -> Arrays.setAll(longs.values(), i -> noise.nextLong());
            case Column.Wides wides -> {
                Arrays.setAll(wides.high(), i -> noise.nextLong());
                Arrays.setAll(wides.low(), i -> noise.nextLong());
            }
            case Column.Bytes bytes -> {
                noise.nextBytes(bytes.data());
                Arrays.fill(bytes.starts(), -1);
                Arrays.fill(bytes.lengths(), -1);
            }
            case Column.Lists lists -> {
                Arrays.fill(lists.offsets(), -1);
                over(lists.elements(), noise);
            }
            case Column.Structs structs -> structs.fields().forEach(field -> over(field, noise));
        }
    }
}
