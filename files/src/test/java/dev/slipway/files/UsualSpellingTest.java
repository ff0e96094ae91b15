package dev.slipway.files;

import static dev.slipway.files.Outcome.column;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Column;
import dev.slipway.data.Type;
import dev.slipway.mapping.Form;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read in its usual spelling is what those read who know all spellings, or it is refused by both. */
class UsualSpellingTest {
    private static final int TRIALS = 8_000;
    private static final String ODD = "0123456789+-.eE: TZtz,/ \u00e9\0x";

    private static String read(Type type, Cell cell, String text) {
        ColumnBuilder into = ColumnBuilder.of(type);
        // Something else stands around it, as in a file.
        byte[] data = ("9" + text + "9").getBytes(StandardCharsets.UTF_8);
        try {
            cell.read(data, 1, data.length - 2, into);
        } catch (Unfit e) {
            return e.reason();
        }
        return switch (into.column()) {
            case Column.Ints ints -> "" + ints.values()[0];
            case Column.Longs longs -> "" + longs.values()[0];
            case Column.Wides wides -> wides.high()[0] + " " + wides.low()[0];
            case Column.Bytes bytes -> "bytes";
            case Column.Lists lists -> "lists";
            case Column.Structs structs -> "structs";
        };
    }

    private static void compare(long seed, String name, Cell slow, Random random, Texts texts) {
        FileColumn column = column("c", name);
        Cell cell = Cell.of(column);
        int taken = 0;
        for (int i = 0; i < TRIALS; i++) {
            String text = random.nextInt(4) > 0 ? texts.next() : damaged(texts.next(), random);
            String wanted = read(column.type(), slow, text);
            assertThat(read(column.type(), cell, text))
                    .as("seed %s, %s: %s", seed, name, text)
                    .isEqualTo(wanted);
            taken += wanted.contains(" ") && !wanted.matches("-?\\d+ -?\\d+") ? 0 : 1;
        }
        assertThat(taken).as("%s", name).isGreaterThan(TRIALS / 20);
    }

    private interface Texts {
        String next();
    }

    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int place = random.nextInt(damaged.length() + 1);
            char odd = ODD.charAt(random.nextInt(ODD.length()));
            if (random.nextBoolean() || place == damaged.length()) {
                damaged.insert(place, odd);
            } else if (random.nextBoolean()) {
                damaged.setCharAt(place, odd);
            } else {
                damaged.deleteCharAt(place);
            }
        }
        return damaged.toString();
    }

    private static String digits(Random random, int most) {
        StringBuilder digits = new StringBuilder();
        for (int i = random.nextInt(most); i >= 0; i--) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }

    private static String two(Random random, int most) {
        int number = random.nextInt(most + (random.nextInt(20) == 0 ? 9 : 0));
        return (number < 10 ? "0" : "") + number;
    }

    private static String day(Random random) {
        return (random.nextInt(5) == 0 ? digits(random, 5) : String.valueOf(1000 + random.nextInt(2000))) + "-"
                + two(random, 14) + "-" + two(random, 32);
    }

    private static String moment(Random random) {
        return day(random) + (random.nextBoolean() ? "T" : " ") + two(random, 25) + ":" + two(random, 61) + ":"
                + two(random, 61) + (random.nextBoolean() ? "." + digits(random, 10) : "")
                + (random.nextBoolean() ? "Z" : "");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void numbersAreThoseOfTheirForm(long seed) {
        Random random = new Random(seed);
        for (String name : new String[] {"int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"}) {
            Type.Int type = (Type.Int) column("c", name).type();
            Form form = type.signed()
                    ? new Form.Whole(type.bits())
                    : type.bits() == 64 ? new Form.Decimal(20, 0) : new Form.Whole(64);
            int most = type.bits() / 3;
            compare(
                    seed,
                    name,
                    new FormCell(form, type),
                    random,
                    () -> (random.nextBoolean() ? "" : "-") + digits(random, most));
        }
        for (String name : new String[] {
            "decimal(1,0)",
            "decimal(9,9)",
            "decimal(12,2)",
            "decimal(18,0)",
            "decimal(18,18)",
            "decimal(38,4)",
            "decimal(20,19)"
        }) {
            Type.Decimal type = (Type.Decimal) column("c", name).type();
            Cell slow = new FormCell(new Form.Decimal(type.precision(), type.scale()), type);
            compare(
                    seed,
                    name,
                    slow,
                    random,
                    () -> (random.nextInt(3) == 0 ? "-" : "")
                            + (type.precision() == type.scale()
                                    ? "0"
                                    : digits(random, type.precision() - type.scale() + 1))
                            + (random.nextBoolean() ? "" : "." + digits(random, type.scale() + 1)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4})
    void datesAndTimesAreThoseOfAnySpelling(long seed) {
        Random random = new Random(seed);
        compare(seed, "date", new DateCell()::readOther, random, () -> day(random));
        for (String name : new String[] {"millis utc", "micros local", "micros utc", "nanos utc", "nanos local"}) {
            Type.Timestamp type =
                    (Type.Timestamp) column("c", "timestamp " + name).type();
            TimestampCell slow = new TimestampCell(type, Optional.empty());
            compare(seed, "timestamp " + name, slow::readOther, random, () -> moment(random));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7})
    void floatsAreThoseThatThePlatformReads(long seed) {
        Random random = new Random(seed);
        for (int bits : new int[] {32, 64}) {
            FloatCell slow = new FloatCell(bits, false);
            compare(seed, "float" + bits, slow::readOther, random, () -> number(random, bits));
        }
    }

    /** As programs write floats, as people do, and near the middle between two floats. */
    private static String number(Random random, int bits) {
        double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(bits == 32 ? 8 : 14) - 3);
        return switch (random.nextInt(6)) {
            case 0 -> String.valueOf(value);
            case 1 -> String.valueOf((float) value);
            case 2 ->
                new java.math.BigDecimal(value)
                        .setScale(random.nextInt(18), java.math.RoundingMode.HALF_EVEN)
                        .toPlainString();
            case 3 ->
                new java.math.BigDecimal(value)
                        .add(new java.math.BigDecimal(Math.nextUp(value)))
                        .divide(java.math.BigDecimal.TWO)
                        .round(new java.math.MathContext(15 + random.nextInt(5)))
                        .toPlainString();
            case 4 -> (random.nextBoolean() ? "-" : "") + digits(random, 9) + "." + digits(random, 9);
            default -> (random.nextBoolean() ? "-" : "") + digits(random, 18);
        };
    }
}
