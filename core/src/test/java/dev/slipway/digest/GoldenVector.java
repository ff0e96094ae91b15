package dev.slipway.digest;

import dev.slipway.data.Field;
import dev.slipway.data.JsonRows;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.TypeText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One line of {@code golden-v1.jsonl}: a few rows and the digest that they must have for as long as there is a v1. */
record GoldenVector(String name, Table table, List<List<@Nullable Object>> rows, Digest digest) {

    static Stream<GoldenVector> all() throws IOException {
        try (InputStream in = Objects.requireNonNull(GoldenVector.class.getResourceAsStream("golden-v1.jsonl"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> line.startsWith("{"))
                            .map(line -> read(new JsonMapper().readTree(line)))
                            .toList()
                            .stream();
        }
    }

    private static GoldenVector read(JsonNode line) {
        List<Field> fields = new ArrayList<>();
        line.required("columns").forEachEntry((name, type) -> fields.add(TypeText.field(name, type.asString())));
        Schema schema = new Schema(fields);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        line.required("rows").forEach(row -> rows.add(JsonRows.read(schema, row)));
        return new GoldenVector(
                line.required("name").asString(),
                new Table("", "golden", schema),
                rows,
                Digest.parse(line.required("digest").asString()));
    }

    /** As the runner of tests shows it. */
    @Override
    public String toString() {
        return name;
    }
}
