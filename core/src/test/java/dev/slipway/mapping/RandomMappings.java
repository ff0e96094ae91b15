package dev.slipway.mapping;

import dev.slipway.config.Place;
import dev.slipway.data.Field;
import dev.slipway.data.RandomTables;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tables, mappings of them, and rows whose texts are mostly what the mapping wants, the same ones for the same seed. */
final class RandomMappings {
    static final List<Conversion> CONVERSIONS = List.of(
            new Conversion.Parse(new Form.Whole(8)),
            new Conversion.Parse(new Form.Whole(16)),
            new Conversion.Parse(new Form.Whole(32)),
            new Conversion.Parse(new Form.Whole(64)),
            new Conversion.Parse(new Form.Decimal(1, 0)),
            new Conversion.Parse(new Form.Decimal(5, 5)),
            new Conversion.Parse(new Form.Decimal(18, 2)),
            new Conversion.Parse(new Form.Decimal(20, 0)),
            new Conversion.Parse(new Form.Decimal(38, 19)),
            new Conversion.Parse(new Form.Decimal(38, 0)),
            new Conversion.Parse(new Form.Uuid()),
            new Conversion.Parse(new Form.Truth("true", "false")),
            new Conversion.Parse(new Form.Truth("J", "N")),
            new Conversion.Parse(new Form.Timestamp(false, false, OptionalInt.empty())),
            new Conversion.Parse(new Form.Timestamp(true, false, OptionalInt.of(3))),
            new Conversion.Parse(new Form.Timestamp(true, true, OptionalInt.empty())),
            new Conversion.Parse(new Form.Timestamp(false, true, OptionalInt.of(0))),
            new Conversion.Decode(true),
            new Conversion.Decode(false));

    private final Random random;
    private final RandomTables tables;

    RandomMappings(long seed) {
        random = new Random(seed);
        tables = new RandomTables(seed);
    }

    /** Tables and rows that the mappings know nothing of. */
    RandomTables tables() {
        return tables;
    }

    Random random() {
        return random;
    }

    /** A table with columns of every kind, some of which the mapping is for. */
    record Case(Mapping mapping, Table table, List<List<@Nullable Object>> rows) {}

    /** A case in which bad values, if there are any, become null or reject their rows; about {@code badInHundred} are bad. */
    Case next(int count, int badInHundred) {
        Table other = tables.table();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        tables.rows(other, count).forEach(row -> rows.add(new ArrayList<>(row)));
        List<Field> fields = new ArrayList<>(other.schema().fields());
        List<ColumnRule> rules = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            Conversion conversion = CONVERSIONS.get(random.nextInt(CONVERSIONS.size()));
            Steps steps = steps(conversion);
            boolean nullable = random.nextInt(3) > 0;
            String name = "mapped " + i;
            fields.add(Field.of(name, new Type.Text(), nullable));
            rules.add(new ColumnRule(name, random.nextInt(12) == 0, Optional.empty(), steps, List.of(), place(name)));
            for (List<@Nullable Object> row : rows) {
                row.add(nullable && random.nextInt(5) == 0 ? null : value(conversion, steps, badInHundred));
            }
        }
        OnBadValue policy = random.nextBoolean() ? OnBadValue.NULL : OnBadValue.REJECT;
        Mapping mapping = new Mapping("m.yaml", Optional.empty(), policy, List.of(), rules);
        return new Case(mapping, new Table(other.namespace(), other.name(), new Schema(fields)), rows);
    }

    static Place place(String column) {
        return new Place("m.yaml", 1, 1, "columns." + column);
    }

    private Steps steps(Conversion conversion) {
        boolean split = random.nextInt(4) == 0;
        Optional<String> separator = split ? Optional.of(random.nextBoolean() ? "," : "::") : Optional.empty();
        Optional<String> substitute = split || random.nextInt(4) > 0 || conversion instanceof Conversion.Decode
                ? Optional.empty()
                : substitute(conversion);
        Optional<OnBadValue> policy =
                switch (random.nextInt(3)) {
                    case 0 -> Optional.of(OnBadValue.NULL);
                    case 1 -> Optional.of(OnBadValue.REJECT);
                    default -> Optional.empty();
                };
        return new Steps(random.nextInt(4) == 0, separator, Optional.of(conversion), true, substitute, policy);
    }

    /** Defaults are spelt as Postgres spells them, whatever the form. */
    private Optional<String> substitute(Conversion conversion) {
        String text = good(conversion);
        boolean same = conversion instanceof Conversion.Parse parse
                && (parse.form() instanceof Form.Whole
                        || parse.form() instanceof Form.Decimal
                        || parse.form() instanceof Form.Uuid);
        return same ? Optional.of(text) : Optional.empty();
    }

    private String value(Conversion conversion, Steps steps, int badInHundred) {
        if (steps.separator().isEmpty()) {
            return one(conversion, badInHundred);
        }
        List<String> pieces = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            pieces.add(one(conversion, badInHundred));
        }
        return String.join(steps.separator().get(), pieces);
    }

    private String one(Conversion conversion, int badInHundred) {
        String good = good(conversion);
        return random.nextInt(100) < badInHundred ? spoilt(good) : good;
    }

    /** Often bad, and often enough just not. */
    private String spoilt(String text) {
        int at = random.nextInt(text.length() + 1);
        String before = text.substring(0, at);
        String after = text.substring(at);
        return switch (random.nextInt(8)) {
            case 0 -> before;
            case 1 -> after;
            case 2 -> before + "0" + after;
            case 3 ->
                before
                        + List.of("-", "+", " ", "=", ".", "e1", "é", "\0", "A", "9")
                                .get(random.nextInt(10))
                        + after;
            case 4 -> text.toUpperCase(Locale.ROOT);
            case 5 -> before + (after.isEmpty() ? "" : (char) (after.charAt(0) + 1) + after.substring(1));
            case 6 -> text + text;
            default -> good(CONVERSIONS.get(random.nextInt(CONVERSIONS.size())));
        };
    }

    String good(Conversion conversion) {
        return switch (conversion) {
            case Conversion.Cast cast -> "";
            case Conversion.Decode decode -> {
                byte[] bytes = new byte[random.nextInt(random.nextInt(20) == 0 ? 300 : 40)];
                random.nextBytes(bytes);
                yield NaiveMapping.render(decode, "\\x" + HexFormat.of().formatHex(bytes));
            }
            case Conversion.Parse parse -> good(parse.form());
        };
    }

    private String good(Form form) {
        return switch (form) {
            case Form.Whole whole -> {
                BigInteger edge = BigInteger.ONE.shiftLeft(random.nextInt(whole.bits()));
                yield random.nextInt(3) == 0
                        ? edge.subtract(BigInteger.ONE).toString()
                        : random.nextBoolean()
                                ? edge.negate().toString()
                                : new BigInteger(random.nextInt(whole.bits()), random).toString();
            }
            case Form.Decimal decimal -> {
                BigInteger bound = BigInteger.TEN.pow(random.nextInt(decimal.precision() + 1));
                BigInteger digits = random.nextInt(4) == 0
                        ? bound.subtract(BigInteger.ONE)
                        : new BigInteger(128, random).mod(bound);
                yield new BigDecimal(random.nextBoolean() ? digits : digits.negate(), decimal.scale()).toPlainString();
            }
            case Form.Uuid uuid -> new UUID(random.nextLong(), random.nextLong()).toString();
            case Form.Truth truth -> random.nextBoolean() ? truth.yes() : truth.no();
            case Form.Json json -> "{}";
            case Form.Timestamp timestamp -> {
                long unit = (long) Math.pow(10, 6 - timestamp.digits().orElse(6));
                long micros = random.nextInt(3) == 0
                        ? random.nextLong(-62_135_596_800_000_000L, 253_402_300_800_000_000L)
                        : random.nextLong(4_000_000_000L) * 1_000_000 + random.nextInt(3) * 500_000L;
                yield NaiveMapping.render(new Conversion.Parse(timestamp), Math.floorDiv(micros, unit) * unit);
            }
        };
    }
}
