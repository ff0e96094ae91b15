package dev.slipway.mapping;

import dev.slipway.data.Type;
import java.math.BigInteger;
import java.util.Optional;

/** The unscaled values of an exact type of numbers. */
record NumberRange(BigInteger min, BigInteger max, int scale) {
    static Optional<NumberRange> of(Type type) {
        if (type instanceof Type.Int number) {
            BigInteger half = BigInteger.ONE.shiftLeft(number.bits() - 1);
            return Optional.of(
                    number.signed()
                            ? new NumberRange(half.negate(), half.subtract(BigInteger.ONE), 0)
                            : new NumberRange(BigInteger.ZERO, half.shiftLeft(1).subtract(BigInteger.ONE), 0));
        }
        if (type instanceof Type.Decimal decimal) {
            BigInteger max = BigInteger.TEN.pow(decimal.precision()).subtract(BigInteger.ONE);
            return Optional.of(new NumberRange(max.negate(), max, decimal.scale()));
        }
        return Optional.empty();
    }

    /** Whether every value of {@code other} is one of these. */
    boolean holds(NumberRange other) {
        if (scale < other.scale) {
            return false;
        }
        BigInteger factor = BigInteger.TEN.pow(scale - other.scale);
        return other.min.multiply(factor).compareTo(min) >= 0
                && other.max.multiply(factor).compareTo(max) <= 0;
    }
}
