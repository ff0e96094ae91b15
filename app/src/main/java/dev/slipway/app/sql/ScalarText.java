package dev.slipway.app.sql;

import dev.slipway.data.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Values as text: exact, and in the forms of ISO 8601. */
final class ScalarText {
    private static final long DAY_NANOS = 86_400_000_000_000L;

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT)
            .withChronology(IsoChronology.INSTANCE);

    private ScalarText() {}

    static String integer(Type.Int type, long value) {
        if (type.signed()) {
            return Long.toString(value);
        }
        return type.bits() == 64 ? Long.toUnsignedString(value) : Long.toString(value & 0xFFFF_FFFFL);
    }

    static String floating(Type.Floating type, long bits) {
        return type.bits() == 32
                ? Float.toString(Float.intBitsToFloat((int) bits))
                : Double.toString(Double.longBitsToDouble(bits));
    }

    static String decimal(long unscaled, int scale) {
        return BigDecimal.valueOf(unscaled, scale).toPlainString();
    }

    static String decimal(long high, long low, int scale) {
        byte[] bytes = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
        return new BigDecimal(new BigInteger(bytes), scale).toPlainString();
    }

    /** DuckDB's greatest and least date are beyond all others. */
    static String date(int day) {
        return day == Integer.MAX_VALUE
                ? "infinity"
                : day == -Integer.MAX_VALUE
                        ? "-infinity"
                        : LocalDate.ofEpochDay(day).toString();
    }

    static String time(Type.Time type, long value) {
        long nanos = value * (1_000_000_000L / perSecond(type.unit()));
        return nanos == DAY_NANOS ? "24:00:00" : TIME.format(LocalTime.ofNanoOfDay(nanos));
    }

    static String timestamp(Type.Timestamp type, long value) {
        if (value == Long.MAX_VALUE || value == -Long.MAX_VALUE) {
            return value > 0 ? "infinity" : "-infinity";
        }
        long perSecond = perSecond(type.unit());
        int nanos = (int) (Math.floorMod(value, perSecond) * (1_000_000_000L / perSecond));
        LocalDateTime time = LocalDateTime.ofEpochSecond(Math.floorDiv(value, perSecond), nanos, ZoneOffset.UTC);
        return time.toLocalDate() + "T" + TIME.format(time.toLocalTime()) + (type.utc() ? "Z" : "");
    }

    private static long perSecond(Type.Unit unit) {
        return switch (unit) {
            case MILLIS -> 1_000L;
            case MICROS -> 1_000_000L;
            case NANOS -> 1_000_000_000L;
        };
    }
}
