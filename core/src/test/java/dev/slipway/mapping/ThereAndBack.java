package dev.slipway.mapping;

import dev.slipway.data.RowBatches;
import dev.slipway.data.Rows;
import dev.slipway.data.Table;
import dev.slipway.format.SchemaJson;
import dev.slipway.ledger.EmptiedJson;
import dev.slipway.ledger.LossesJson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows that are mapped, and what a file of them would say; then the way back. */
final class ThereAndBack {
    private final BoundMapping bound;
    private final List<List<@Nullable Object>> mapped;
    private final Map<String, String> said = new TreeMap<>();

    ThereAndBack(Mapping mapping, Table source, List<List<@Nullable Object>> rows, long seed) {
        bound = mapping.bind(source);
        MappedBatches batches = bound.apply(RowBatches.stream(source, rows, 90, seed));
        mapped = Rows.of(batches, 70);
        said.putAll(bound.footer());
        said.put(SchemaJson.KEY, SchemaJson.write(bound.table()));
        said.put("slipway.selection", source.qualifiedName());
        said.put("slipway.unit", source.qualifiedName() + "/0");
        if (!batches.losses().isEmpty()) {
            said.put("slipway.lost", LossesJson.line(batches.losses()));
        }
        said.put(EmptiedJson.KEY, EmptiedJson.line(batches.emptied().orElseThrow()));
    }

    Map<String, String> said() {
        return said;
    }

    FileFooter footer() {
        return new FileFooter("f.parquet", "slipway version 0", bound.table(), said, mapped.size());
    }

    /** The rows as they were. */
    List<List<@Nullable Object>> back() {
        return back(mapped);
    }

    /** What the way back makes of other mapped rows. */
    List<List<@Nullable Object>> back(List<List<@Nullable Object>> rows) {
        Unmapping unmapping = Unmapping.of(List.of(footer())).orElseThrow();
        return Rows.of(unmapping.apply(RowBatches.stream(bound.table(), rows, 50, 7)), 40);
    }
}
