package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import dev.slipway.data.Field;
import dev.slipway.data.JsonRows;
import dev.slipway.data.Rows;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import dev.slipway.data.TypeText;
import dev.slipway.format.FileWriter;
import dev.slipway.format.Format;
import dev.slipway.store.Sink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file format for tests, readable by eye: a line with the table's columns, a line for each row, a last line with the
 * metadata. Structs it cannot hold.
 */
public final class LinesFormat implements Format {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final int rowsWanted;
    private final UnaryOperator<String> tampering;

    /** Takes at most so many rows at once. */
    public LinesFormat(int rowsWanted) {
        this(rowsWanted, UnaryOperator.identity());
    }

    /** Writes another line than it should, if {@code tampering} makes one of it. */
    public LinesFormat(int rowsWanted, UnaryOperator<String> tampering) {
        this.rowsWanted = rowsWanted;
        this.tampering = tampering;
    }

    /** What a file holds. */
    public record Content(Schema schema, List<List<@Nullable Object>> rows, Map<String, String> metadata) {
        /**
         * Reads a whole file.
         *
         * @throws Failure CORRUPT when it was cut
         */
        public static Content of(String text) {
            List<String> lines = text.lines().toList();
            if (lines.size() < 2 || !lines.getLast().startsWith("{") || !text.endsWith("\n")) {
                throw new Failure(Failure.Kind.CORRUPT, "the file has no end");
            }
            List<Field> fields = new ArrayList<>();
            MAPPER.readTree(lines.getFirst())
                    .forEachEntry((name, type) -> fields.add(TypeText.field(name, type.asString())));
            Schema schema = new Schema(fields);
            Map<String, String> metadata = new TreeMap<>();
            JsonNode last = MAPPER.readTree(lines.getLast());
            last.forEachEntry((name, value) -> metadata.put(name, value.asString()));
            return new Content(
                    schema,
                    lines.subList(1, lines.size() - 1).stream()
                            .map(line -> JsonRows.read(schema, line))
                            .toList(),
                    metadata);
        }
    }

    @Override
    public String extension() {
        return "lines";
    }

    @Override
    public String settings() {
        return "lines";
    }

    @Override
    public void check(Table table) {
        for (Field field : table.schema().fields()) {
            if (field.type() instanceof Type.Struct) {
                throw new Failure(
                        Failure.Kind.CONFIG,
                        "lines hold no structs like " + table.qualifiedName() + '.' + field.name());
            }
        }
    }

    @Override
    public FileWriter create(Table table, Sink sink) {
        Map<String, String> columns = new LinkedHashMap<>();
        table.schema().fields().forEach(field -> columns.put(field.name(), TypeText.of(field)));
        Lines lines = new Lines(table.schema(), sink);
        lines.put(MAPPER.writeValueAsString(columns));
        return lines;
    }

    private final class Lines implements FileWriter {
        private final Schema schema;
        private final Sink sink;
        private long bytes;

        Lines(Schema schema, Sink sink) {
            this.schema = schema;
            this.sink = sink;
        }

        private void put(String line) {
            byte[] utf8 = (line + '\n').getBytes(StandardCharsets.UTF_8);
            sink.write(utf8, 0, utf8.length);
            bytes += utf8.length;
        }

        @Override
        public int rowsWanted() {
            return rowsWanted;
        }

        @Override
        public void write(Batch batch) {
            if (batch.rows() > rowsWanted) {
                throw new IllegalStateException(batch.rows() + " rows, but " + rowsWanted + " were wanted");
            }
            List<String> lines = new ArrayList<>();
            Rows.of(batch).forEach(row -> lines.add(tampering.apply(JsonRows.write(schema, row))));
            put(String.join("\n", lines));
        }

        @Override
        public long bytes() {
            return bytes;
        }

        /** As if nothing were written before the end. */
        @Override
        public long bytesHeld() {
            return bytes;
        }

        @Override
        public void finish(Map<String, String> metadata) {
            put(MAPPER.writeValueAsString(new TreeMap<>(metadata)));
        }

        @Override
        public void close() {}
    }
}
