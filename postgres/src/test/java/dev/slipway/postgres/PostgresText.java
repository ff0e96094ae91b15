package dev.slipway.postgres;

import dev.slipway.data.Column;
import dev.slipway.data.Field;
import dev.slipway.data.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes decoded values as Postgres itself would, to be compared with what it does write. */
final class PostgresText {
    private static final long DAY_MICROS = 86_400_000_000L;

    private PostgresText() {}

    /** The text of row {@code row}, or null; {@code nested}: as it stands within an array or a row. */
    static @Nullable String of(Field field, Column column, int row) {
        return of(field.type(), column, row, false);
    }

    private static @Nullable String of(Type type, Column column, int row, boolean nested) {
        if (column.validity().isNull(row)) {
            return null;
        }
        return switch (type) {
            case Type.Bool t -> bool(ints(column)[row] != 0, nested);
            case Type.Int t ->
                t.bits() == 64
                        ? String.valueOf(longs(column)[row])
                        : t.signed() ? String.valueOf(ints(column)[row]) : Integer.toUnsignedString(ints(column)[row]);
            case Type.Floating t -> t.bits() == 32 ? "bits " + ints(column)[row] : "bits " + longs(column)[row];
            case Type.Decimal t -> decimal(t, column, row);
            case Type.Text t -> new String(bytes(column, row), StandardCharsets.UTF_8);
            case Type.Json t -> new String(bytes(column, row), StandardCharsets.UTF_8);
            case Type.Bytes t -> "\\x" + HexFormat.of().formatHex(bytes(column, row));
            case Type.Uuid t -> {
                Column.Wides wides = (Column.Wides) column;
                yield new UUID(wides.high()[row], wides.low()[row]).toString();
            }
            case Type.Date t -> date(ints(column)[row], "");
            case Type.Time t -> time(longs(column)[row]);
            case Type.Timestamp t -> timestamp(longs(column)[row], t.utc());
            case Type.ListOf t -> list(t, (Column.Lists) column, row);
            case Type.MapOf t -> hstore((Column.Lists) column, row);
            case Type.Struct t -> struct(t, (Column.Structs) column, row);
        };
    }

    /** The server's text of a float, as the bits that it stands for. */
    static String floatBits(String text, int bits) {
        return bits == 32
                ? "bits " + Float.floatToRawIntBits(Float.parseFloat(text))
                : "bits " + Double.doubleToRawLongBits(Double.parseDouble(text));
    }

    private static String bool(boolean value, boolean nested) {
        String word = value ? "true" : "false";
        return nested ? word.substring(0, 1) : word;
    }

    private static int[] ints(Column column) {
        return ((Column.Ints) column).values();
    }

    private static long[] longs(Column column) {
        return ((Column.Longs) column).values();
    }

    private static byte[] bytes(Column column, int row) {
        Column.Bytes c = (Column.Bytes) column;
        byte[] copy = new byte[c.lengths()[row]];
        System.arraycopy(c.data(), c.starts()[row], copy, 0, copy.length);
        return copy;
    }

    private static String decimal(Type.Decimal type, Column column, int row) {
        BigInteger unscaled = column instanceof Column.Wides w
                ? BigInteger.valueOf(w.high()[row])
                        .shiftLeft(64)
                        .add(new BigInteger(Long.toUnsignedString(w.low()[row])))
                : BigInteger.valueOf(longs(column)[row]);
        return new BigDecimal(unscaled, type.scale()).toPlainString();
    }

    private static String date(long days, String between) {
        LocalDate date = LocalDate.ofEpochDay(days);
        int year = date.getYear();
        return String.format(
                Locale.ROOT,
                "%04d-%02d-%02d%s%s",
                year > 0 ? year : 1 - year,
                date.getMonthValue(),
                date.getDayOfMonth(),
                between,
                year > 0 ? "" : " BC");
    }

    private static String time(long micros) {
        long seconds = micros / 1_000_000;
        String text = String.format(Locale.ROOT, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
        return text + fraction(micros % 1_000_000);
    }

    private static String fraction(long micros) {
        return micros == 0 ? "" : String.format(Locale.ROOT, ".%06d", micros).replaceAll("0+$", "");
    }

    private static String timestamp(long micros, boolean utc) {
        return date(
                Math.floorDiv(micros, DAY_MICROS), " " + time(Math.floorMod(micros, DAY_MICROS)) + (utc ? "+00" : ""));
    }

    private static String list(Type.ListOf type, Column.Lists lists, int row) {
        List<String> elements = new ArrayList<>();
        boolean ranges = type.element().type() instanceof Type.Struct s
                && isRange(s)
                && !type.element().nullable();
        for (int i = lists.offsets()[row]; i < lists.offsets()[row + 1]; i++) {
            String element = of(type.element().type(), lists.elements(), i, true);
            elements.add(element == null ? "NULL" : ranges ? element : quotedElement(element));
        }
        return "{" + String.join(",", elements) + "}";
    }

    private static String quotedElement(String text) {
        boolean plain = !text.isEmpty() && !text.equalsIgnoreCase("NULL") && !text.matches("(?s).*[\"\\\\{},\\s].*");
        return plain ? text : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String hstore(Column.Lists lists, int row) {
        Column.Structs pairs = (Column.Structs) lists.elements();
        List<String> texts = new ArrayList<>();
        for (int i = lists.offsets()[row]; i < lists.offsets()[row + 1]; i++) {
            String key = of(new Type.Text(), pairs.fields().get(0), i, true);
            String value = of(new Type.Text(), pairs.fields().get(1), i, true);
            texts.add(hstoreText(key) + "=>" + (value == null ? "NULL" : hstoreText(value)));
        }
        return String.join(", ", texts);
    }

    private static String hstoreText(@Nullable String text) {
        return '"' + String.valueOf(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static boolean isRange(Type.Struct type) {
        return type.fields().size() == 5 && type.fields().get(4).name().equals("empty");
    }

    private static String struct(Type.Struct type, Column.Structs structs, int row) {
        if (type.fields().get(0).name().equals("months")) {
            return interval(
                    ints(structs.fields().get(0))[row],
                    ints(structs.fields().get(1))[row],
                    longs(structs.fields().get(2))[row]);
        }
        if (isRange(type)) {
            return range(type, structs, row);
        }
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < type.fields().size(); i++) {
            String text = of(type.fields().get(i).type(), structs.fields().get(i), row, true);
            fields.add(text == null ? "" : quotedField(text, "(?s).*[\"\\\\(),\\s].*"));
        }
        return "(" + String.join(",", fields) + ")";
    }

    private static String quotedField(String text, String special) {
        boolean plain = !text.isEmpty() && !text.matches(special);
        return plain ? text : '"' + text.replace("\\", "\\\\").replace("\"", "\"\"") + '"';
    }

    private static String range(Type.Struct type, Column.Structs structs, int row) {
        if (ints(structs.fields().get(4))[row] != 0) {
            return "empty";
        }
        String lower = of(type.fields().get(0).type(), structs.fields().get(0), row, true);
        String upper = of(type.fields().get(1).type(), structs.fields().get(1), row, true);
        String special = "(?s).*[\"\\\\()\\[\\],\\s].*";
        return (ints(structs.fields().get(2))[row] != 0 ? "[" : "(")
                + (lower == null ? "" : quotedField(lower, special))
                + ","
                + (upper == null ? "" : quotedField(upper, special))
                + (ints(structs.fields().get(3))[row] != 0 ? "]" : ")");
    }

    /** The server's style "postgres": a sign is written where it differs from the one before. */
    private static String interval(int months, int days, long micros) {
        StringBuilder text = new StringBuilder();
        boolean before = false;
        long[] values = {months / 12, months % 12, days};
        String[] units = {"year", "mon", "day"};
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0) {
                text.append(text.isEmpty() ? "" : " ")
                        .append(before && values[i] > 0 ? "+" : "")
                        .append(values[i])
                        .append(' ')
                        .append(units[i])
                        .append(values[i] == 1 ? "" : "s");
                before = values[i] < 0;
            }
        }
        if (micros != 0 || text.isEmpty()) {
            BigInteger size = BigInteger.valueOf(micros).abs();
            BigInteger second = BigInteger.valueOf(1_000_000);
            long seconds = size.divide(second).longValue();
            text.append(text.isEmpty() ? "" : " ")
                    .append(micros < 0 ? "-" : before ? "+" : "")
                    .append(String.format(
                            Locale.ROOT, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60))
                    .append(fraction(size.mod(second).longValue()));
        }
        return text.toString();
    }
}
