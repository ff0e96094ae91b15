package dev.slipway.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tables that nobody would think of, the same ones for the same seed: types nested at will, odd names, extreme values, and
 * nulls wherever a field allows them. Rows are lists of the Java values that {@link Rows} describes; batches of them are
 * laid out as awkwardly as {@link Column} permits.
 */
public final class RandomTables {
    /**
     * How wild the tables may be.
     *
     * @param columnsMax columns of a table
     * @param depth how deep lists, maps and structs are nested; each table has one column of just this depth
     * @param elementsMax elements of one list or map
     * @param bytesMax bytes of most values; a few are twenty times as long
     */
    public record Limits(int columnsMax, int depth, int elementsMax, int bytesMax) {
        /** Small enough for thousands of rows. */
        public static final Limits MODEST = new Limits(8, 3, 4, 24);
    }

    private static final List<String> NAMES = List.of(
            "id",
            "Name",
            "naïve",
            "we\"ird name",
            "a.b",
            "key",
            "value",
            "element",
            "select",
            "日本",
            " lead",
            "slash/back\\slash",
            "🛳",
            "'",
            "list",
            "_");

    private final long seed;
    private final Limits limits;
    private final Random random;
    private final RandomValues values;
    private int serial;

    public RandomTables(long seed) {
        this(seed, Limits.MODEST);
    }

    public RandomTables(long seed, Limits limits) {
        this.seed = seed;
        this.limits = limits;
        this.random = new Random(seed);
        this.values = new RandomValues(random, limits);
    }

    /** Every type without a child, decimals at the borders of their carriers. */
    public static List<Type> simpleTypes() {
        List<Type> types = new ArrayList<>(
                List.of(new Type.Bool(), new Type.Floating(32), new Type.Floating(64), new Type.Text()));
        types.addAll(List.of(new Type.Bytes(), new Type.Uuid(), new Type.Json(), new Type.Date()));
        for (int bits = 8; bits <= 64; bits *= 2) {
            types.add(new Type.Int(bits, true));
            types.add(new Type.Int(bits, false));
        }
        for (int precision : new int[] {1, 9, 10, 18, 19, 38}) {
            types.add(new Type.Decimal(precision, 0));
            types.add(new Type.Decimal(precision, precision));
            types.add(new Type.Decimal(precision, precision / 2));
        }
        for (Type.Unit unit : Type.Unit.values()) {
            types.add(new Type.Time(unit));
            types.add(new Type.Timestamp(unit, true));
            types.add(new Type.Timestamp(unit, false));
        }
        return types.stream().distinct().toList();
    }

    /** A table with at least one column of the greatest depth. */
    public Table table() {
        List<Field> fields = new ArrayList<>();
        fields.add(field(nested(limits.depth())));
        int more = random.nextInt(limits.columnsMax());
        for (int i = 0; i < more; i++) {
            fields.add(random.nextInt(fields.size() + 1), field(type(limits.depth())));
        }
        return new Table(random.nextBoolean() ? "" : "s" + random.nextInt(3), "t" + serial++, new Schema(fields));
    }

    /** A table with one nullable and one mandatory column of {@code type}. */
    public static Table tableOf(Type type) {
        return new Table(
                "", "t", new Schema(List.of(Field.of("optional", type, true), Field.of("mandatory", type, false))));
    }

    /** A type of at most this depth; 0 is a simple one. */
    public Type type(int depth) {
        return depth == 0 || random.nextInt(3) > 0 ? simple() : nested(depth);
    }

    private Type simple() {
        List<Type> types = simpleTypes();
        return types.get(random.nextInt(types.size()));
    }

    private Type nested(int depth) {
        if (depth == 0) {
            return simple();
        }
        return switch (random.nextInt(4)) {
            case 0 -> new Type.ListOf(new Field("element", nested(depth - 1), random.nextBoolean(), 0, Map.of()));
            case 1 ->
                new Type.MapOf(
                        Field.of("key", values.keyType(), false),
                        Field.of("value", nested(depth - 1), random.nextBoolean()));
            default -> {
                List<Field> fields = new ArrayList<>(List.of(field(nested(depth - 1))));
                IntStream.range(0, random.nextInt(3)).forEach(i -> fields.add(field(type(depth - 1))));
                yield new Type.Struct(fields);
            }
        };
    }

    private Field field(Type type) {
        // Numbered, since some readers hold names that differ in case alone to be the same.
        String name = NAMES.get(random.nextInt(NAMES.size())) + serial++;
        Map<String, String> origin = random.nextInt(3) > 0 ? Map.of() : Map.of("test.origin", "π \"" + serial + '"');
        return new Field(name, type, random.nextInt(3) > 0, random.nextBoolean() ? serial : 0, origin);
    }

    /** Values for so many rows; each column has its own share of nulls and of repeated values. */
    public List<List<@Nullable Object>> rows(Table table, int count) {
        List<List<@Nullable Object>> columns = table.schema().fields().stream()
                .map(field -> values.column(field, count))
                .toList();
        List<List<@Nullable Object>> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            List<@Nullable Object> row = new ArrayList<>(columns.size());
            for (List<@Nullable Object> column : columns) {
                row.add(column.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    /** The rows in one batch or many, cut anywhere and laid out awkwardly. */
    public List<Batch> batches(Table table, List<List<@Nullable Object>> rows) {
        List<Batch> batches = new ArrayList<>();
        int piece = 1 + random.nextInt(Math.max(1, rows.size()));
        for (int at = 0; at < rows.size(); ) {
            int count = Math.min(rows.size() - at, 1 + random.nextInt(piece));
            batches.add(RowBatches.scattered(table, rows.subList(at, at + count), random));
            at += count;
        }
        return batches;
    }

    /** For messages: what makes the same tables again. */
    @Override
    public String toString() {
        return "seed " + seed + ", " + limits;
    }
}
