package dev.slipway.disk;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What becomes of what a disk had not written yet when the power went. */
public abstract sealed class Luck {
    private final String name;

    private Luck(String name) {
        this.name = name;
    }

    /** Nothing survives that was not synced. */
    public static Luck none() {
        return new Extreme("nothing unsynced survives", false);
    }

    /** All of it does. */
    public static Luck all() {
        return new Extreme("all survives", true);
    }

    /** Some of it does, in any combination, files in parts. */
    public static Luck mixed(long seed) {
        return new Mixed(seed);
    }

    /** The extremes, and so many others. */
    public static List<Luck> some(long seed, int mixed) {
        return Stream.concat(
                        Stream.of(none(), all()), LongStream.range(0, mixed).mapToObj(i -> mixed(seed + i)))
                .toList();
    }

    /** Whether one change of a folder survives. */
    abstract boolean keeps();

    /** What a file has where these bytes were written; as many or fewer. */
    abstract byte[] left(byte[] written);

    @Override
    public String toString() {
        return name;
    }

    private static final class Extreme extends Luck {
        private final boolean all;

        Extreme(String name, boolean all) {
            super(name);
            this.all = all;
        }

        @Override
        boolean keeps() {
            return all;
        }

        @Override
        byte[] left(byte[] written) {
            return all ? written : new byte[0];
        }
    }

    private static final class Mixed extends Luck {
        private final Random random;

        Mixed(long seed) {
            super("seed " + seed);
            random = new Random(seed);
        }

        @Override
        boolean keeps() {
            return random.nextBoolean();
        }

        /** Whole, cut short, or as long as it was but never filled. */
        @Override
        byte[] left(byte[] written) {
            return switch (random.nextInt(4)) {
                case 0 -> written;
                case 1 -> Arrays.copyOf(written, random.nextInt(written.length + 1));
                case 2 -> new byte[written.length];
                default -> new byte[0];
            };
        }
    }
}
