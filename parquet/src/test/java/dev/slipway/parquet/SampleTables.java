package dev.slipway.parquet;

import dev.slipway.data.Batch;
import dev.slipway.data.Column;
import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Seeded tables of every type, nested at will. Whoever fails prints {@link #seed()}. */
final class SampleTables {
    private final long seed;
    private final Random random;

    SampleTables(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    long seed() {
        return seed;
    }

    /** Every type without fields or elements. */
    static List<Type> simpleTypes() {
        List<Type> types =
                new ArrayList<>(List.of(new Type.Bool(), new Type.Text(), new Type.Bytes(), new Type.Uuid()));
        types.addAll(List.of(new Type.Json(), new Type.Date(), new Type.Floating(32), new Type.Floating(64)));
        for (int bits : new int[] {8, 16, 32, 64}) {
            types.add(new Type.Int(bits, true));
            types.add(new Type.Int(bits, false));
        }
        for (int precision : new int[] {1, 9, 10, 18, 19, 20, 28, 38}) {
            types.add(new Type.Decimal(precision, precision / 3));
        }
        for (Type.Unit unit : Type.Unit.values()) {
            types.add(new Type.Time(unit));
            types.add(new Type.Timestamp(unit, true));
            types.add(new Type.Timestamp(unit, false));
        }
        return List.copyOf(types);
    }

    /** A table of 1 to {@code columnsMax} columns, lists, maps and structs nested up to {@code depthMax} deep. */
    Table table(int columnsMax, int depthMax) {
        List<Field> fields = new ArrayList<>();
        int columns = 1 + random.nextInt(columnsMax);
        for (int i = 0; i < columns; i++) {
            fields.add(field("c" + i, depthMax));
        }
        return new Table("public", "random", new Schema(fields));
    }

    /** A table with a nullable and a required column of every simple type. */
    static Table everyType() {
        List<Field> fields = new ArrayList<>();
        int i = 0;
        for (Type type : simpleTypes()) {
            fields.add(Field.of(String.format(Locale.ROOT, "n%02d", i), type, true));
            fields.add(Field.of(String.format(Locale.ROOT, "r%02d", i), type, false));
            i++;
        }
        return new Table("public", "every_type", new Schema(fields));
    }

    private Field field(String name, int depth) {
        return Field.of(name, type(depth), random.nextInt(3) != 0);
    }

    private Type type(int depth) {
        int choice = depth == 0 ? 9 : random.nextInt(10);
        if (choice < 2) {
            return new Type.ListOf(field("element", depth - 1));
        }
        if (choice < 4) {
            // Keys of floating point would have to be compared.
            Type key = random.nextBoolean() ? new Type.Text() : new Type.Int(32, true);
            return new Type.MapOf(Field.of("key", key, false), field("value", depth - 1));
        }
        if (choice < 6) {
            List<Field> fields = new ArrayList<>();
            int count = 1 + random.nextInt(3);
            for (int i = 0; i < count; i++) {
                fields.add(field("f" + i, depth - 1));
            }
            return new Type.Struct(fields);
        }
        List<Type> simple = simpleTypes();
        return simple.get(random.nextInt(simple.size()));
    }

    /** RowTexts for {@code table}. */
    Batch batch(Table table, int rows) {
        SampleColumns columns = new SampleColumns(random);
        List<Column> made = new ArrayList<>();
        for (Field field : table.schema().fields()) {
            made.add(columns.column(field, rows));
        }
        return new Batch(table, rows, made);
    }
}
