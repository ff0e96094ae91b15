package dev.slipway.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.RandomTables;
import dev.slipway.data.RowBatches;
import dev.slipway.data.Rows;
import dev.slipway.data.Table;
import dev.slipway.digest.Digest;
import dev.slipway.digest.Digester;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of any types, written as JSON by someone else, are read as the same rows. */
final class RoundTripTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void randomRowsComeBackFromJson(long seed) {
        RandomTables tables = new RandomTables(seed);
        Table wild = tables.table();
        List<FileColumn> columns =
                wild.schema().fields().stream().map(Written::column).toList();
        Written written = new Written(new Random(seed));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        StringBuilder lines = new StringBuilder();
        StringBuilder array = new StringBuilder("{\"x\":[1],\"rows\":[");
        for (List<@Nullable Object> row : tables.rows(wild, 300)) {
            List<@Nullable Object> sayable = Written.sayable(columns, row);
            String object = written.object(columns, sayable);
            lines.append(object).append('\n');
            array.append(rows.isEmpty() ? "" : ", ").append(object);
            rows.add(sayable);
        }
        array.append("]}");

        FileSchema schema = new FileSchema("t", 1, "", new FileFormat.JsonLines(), false, columns);
        check(seed, schema, lines.toString(), rows);
        FileFormat.Json format = new FileFormat.Json(List.of("rows"), false);
        check(seed, new FileSchema("t", 1, "", format, false, columns), array.toString(), rows);
    }

    private static void check(long seed, FileSchema schema, String text, List<List<@Nullable Object>> rows) {
        FileInput file = FileInput.of("f", text.getBytes(StandardCharsets.UTF_8));
        assertThat(Outcome.of(schema, file, ReadSettings.DEFAULT).allRows())
                .as("seed %s", seed)
                .isEqualTo(rows);
        Digester expected = new Digester(schema.table().schema());
        expected.add(RowBatches.tidy(schema.table(), rows));
        assertThat(digest(file, schema)).as("seed %s", seed).isEqualTo(expected.digest());
        assertThat(RecordCount.of(file, schema.format())).isEqualTo(rows.size());
    }

    private static Digest digest(FileInput file, FileSchema schema) {
        Digester digester = new Digester(schema.table().schema());
        try (Batches batches = FileRows.read(file, schema, ReadSettings.DEFAULT, reject -> {
            throw new AssertionError(reject.text());
        })) {
            for (Batch batch = batches.next(37); batch != null; batch = batches.next(37)) {
                digester.add(batch);
            }
        }
        return digester.digest();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsTakenBackLeavesNothingBehind(long seed) {
        RandomTables tables = new RandomTables(seed);
        Table wild = tables.table();
        List<FileColumn> columns =
                wild.schema().fields().stream().map(Written::column).toList();
        FileSchema schema = new FileSchema("t", 1, "", new FileFormat.JsonLines(), false, columns);
        Written written = new Written(new Random(seed));
        JsonRecord reader = new JsonRecord(
                schema, IntStream.range(0, columns.size()).boxed().toList(), Map.of());
        RowBuilder builder = new RowBuilder(schema.table());
        List<List<@Nullable Object>> kept = new ArrayList<>();
        for (List<@Nullable Object> row : tables.rows(wild, 200)) {
            List<@Nullable Object> sayable = Written.sayable(columns, row);
            byte[] object = written.object(columns, sayable).getBytes(StandardCharsets.UTF_8);
            try {
                if (kept.size() % 3 == 1) {
                    reader.read(object, 0, object.length, builder);
                    builder.undo();
                    builder.column(0).addNull();
                    builder.undo();
                }
                reader.read(object, 0, object.length, builder);
                builder.end();
            } catch (Unfit e) {
                throw new AssertionError("seed " + seed + ": " + e.column() + " " + e.reason(), e);
            }
            kept.add(sayable);
        }

        assertThat(Rows.of(builder.batch())).as("seed %s", seed).isEqualTo(kept);
    }
}
