package dev.slipway.parquet;

import dev.slipway.Failure;
import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import dev.slipway.format.FileWriter;
import dev.slipway.format.Format;
import dev.slipway.store.Sink;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes Parquet files: the same rows, schema and settings give the same bytes, however the rows come in batches. */
public final class ParquetFormat implements Format {
    /** Raised when other bytes are written for the same rows and settings. */
    private static final int WRITER_VERSION = 1;

    /** Levels are kept as bytes. */
    private static final int DEPTH_MAX = 60;

    private final ParquetSettings settings;
    private final Map<String, Coding> forced;

    public ParquetFormat(ParquetSettings settings) {
        this(settings, Map.of());
    }

    /** For tests: leaves named in {@code forced} are encoded so, without a trial. */
    ParquetFormat(ParquetSettings settings, Map<String, Coding> forced) {
        this.settings = settings;
        this.forced = Map.copyOf(forced);
    }

    @Override
    public String extension() {
        return "parquet";
    }

    @Override
    public String settings() {
        // What is refused changes no byte of what is written.
        return "parquet writer " + WRITER_VERSION + ' ' + settings.withValueBytesMax(0);
    }

    @Override
    public void check(Table table) {
        Schema schema = table.schema();
        if (schema.fields().isEmpty()) {
            throw refusal(
                    "table " + table.qualifiedName() + " has no columns, and Parquet cannot hold rows without any");
        }
        schema.fields().forEach(field -> check(field, field.name(), 0));
        for (String column : settings.sorting()) {
            Field field = schema.fields()
                    .get(schema.position(column)
                            .orElseThrow(() ->
                                    refusal("rows cannot be sorted by \"" + column + "\": there is no such column")));
            if (children(field.type()).isEmpty()) {
                continue;
            }
            throw refusal("rows cannot be sorted by \"" + column + "\", which has fields or elements");
        }
    }

    private static void check(Field field, String path, int depth) {
        if (depth > DEPTH_MAX) {
            throw refusal("column \"" + path + "\" is nested more than " + DEPTH_MAX + " deep");
        }
        Set<String> names = new HashSet<>();
        for (Field child : children(field.type())) {
            if (field.type() instanceof Type.Struct && !names.add(child.name())) {
                throw refusal("column \"" + path + "\" has two fields named \"" + child.name() + '"');
            }
            check(child, path + '.' + child.name(), depth + 1);
        }
    }

    private static List<Field> children(Type type) {
        return switch (type) {
            case Type.ListOf list -> List.of(list.element());
            case Type.MapOf map -> List.of(map.key(), map.value());
            case Type.Struct struct -> struct.fields();
            case Type.Bool ignored -> List.of();
            case Type.Int ignored -> List.of();
            case Type.Floating ignored -> List.of();
            case Type.Decimal ignored -> List.of();
            case Type.Text ignored -> List.of();
            case Type.Bytes ignored -> List.of();
            case Type.Uuid ignored -> List.of();
            case Type.Json ignored -> List.of();
            case Type.Date ignored -> List.of();
            case Type.Time ignored -> List.of();
            case Type.Timestamp ignored -> List.of();
        };
    }

    private static Failure refusal(String message) {
        return new Failure(Failure.Kind.CONFIG, message);
    }

    @Override
    public FileWriter create(Table table, Sink sink) {
        check(table);
        return new ParquetWriter(table, settings, forced, sink);
    }
}
