package dev.slipway.mapping;

import dev.slipway.data.Type;
import java.util.OptionalInt;

/** How a text spells a value. A text is exact when it is the only spelling of its value in the form. */
public sealed interface Form {
    /** The type of the values. */
    Type type();

    /** {@code 42}, {@code -7}: a signed integer of 8 to 64 bits. */
    record Whole(int bits) implements Form {
        @Override
        public Type type() {
            return new Type.Int(bits, true);
        }
    }

    /** {@code 12.50}: as many digits behind the point as the scale. */
    record Decimal(int precision, int scale) implements Form {
        @Override
        public Type type() {
            return new Type.Decimal(precision, scale);
        }
    }

    /** {@code 123e4567-e89b-12d3-a456-426614174000}, in lower case. */
    record Uuid() implements Form {
        @Override
        public Type type() {
            return new Type.Uuid();
        }
    }

    /**
     * {@code 2023-06-15 09:02:09.5}, in microseconds at most.
     *
     * @param utc an instant, with {@code +00} or {@code Z} at its end; otherwise there is no zone
     * @param iso with {@code T} and {@code Z}; otherwise with a space and {@code +00}, as Postgres writes it
     * @param digits how many digits the fraction has; without, as many as it needs
     */
    record Timestamp(boolean utc, boolean iso, OptionalInt digits) implements Form {
        @Override
        public Type type() {
            return new Type.Timestamp(Type.Unit.MICROS, utc);
        }
    }

    /** Two words. */
    record Truth(String yes, String no) implements Form {
        @Override
        public Type type() {
            return new Type.Bool();
        }
    }

    /** Any JSON text, kept as it is. */
    record Json() implements Form {
        @Override
        public Type type() {
            return new Type.Json();
        }
    }
}
