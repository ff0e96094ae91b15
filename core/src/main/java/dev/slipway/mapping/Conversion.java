package dev.slipway.mapping;

import dev.slipway.data.Type;

/** Makes another type of a column. */
public sealed interface Conversion {
    /** What comes of it. */
    Type type();

    /** Reads text. */
    record Parse(Form form) implements Conversion {
        @Override
        public Type type() {
            return form.type();
        }
    }

    /** Reads bytes that are spelt in 64 characters; {@code url}: in those for URLs, without padding. */
    record Decode(boolean url) implements Conversion {
        @Override
        public Type type() {
            return new Type.Bytes();
        }
    }

    /** Holds the same value in another type; what it cannot hold is a bad value. */
    record Cast(Type type) implements Conversion {}
}
