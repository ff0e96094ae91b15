package dev.slipway.parquet;

/** How page bodies are compressed. */
public sealed interface Codec {
    /** Zstandard at {@code level}, from −7 (fastest) to 22 (smallest). */
    record Zstd(int level) implements Codec {
        public Zstd {
            if (level < -7 || level > 22) {
                throw new IllegalArgumentException("a zstd level is between -7 and 22, not " + level);
            }
        }
    }

    /** Snappy. */
    record Snappy() implements Codec {}

    /** Not at all. */
    record None() implements Codec {}
}
