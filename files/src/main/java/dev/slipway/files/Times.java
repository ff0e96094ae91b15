package dev.slipway.files;

import dev.slipway.data.Type;
import java.time.Instant;

/** Times in other units: exactly, or not at all. */
final class Times {
    static final long MICROS_OF_DAY = 86_400_000_000L;

    private Times() {}

    /** How many of {@code unit} a second has. */
    static long perSecond(Type.Unit unit) {
        return switch (unit) {
            case MILLIS -> 1_000;
            case MICROS -> 1_000_000;
            case NANOS -> 1_000_000_000;
        };
    }

    /**
     * A number of units, of which a second has {@code from}, as one of units of which a second has {@code to}.
     *
     * @throws ArithmeticException when that is no whole number, or too large a one
     */
    static long in(long value, long from, long to) {
        if (to >= from) {
            return Math.multiplyExact(value, to / from);
        }
        long many = from / to;
        if (value % many != 0) {
            throw new ArithmeticException("a fraction is left");
        }
        return value / many;
    }

    /** How many of {@code unit} a day has. */
    static long aDay(Type.Unit unit) {
        return Math.multiplyExact(perSecond(unit), MICROS_OF_DAY / 1_000_000);
    }

    /** The last moment in {@code unit} that is not after this one, since 1970. */
    static long of(Instant at, Type.Unit unit) {
        return Math.addExact(
                Math.multiplyExact(at.getEpochSecond(), perSecond(unit)),
                at.getNano() / (1_000_000_000 / perSecond(unit)));
    }
}
