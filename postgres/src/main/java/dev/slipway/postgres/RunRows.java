package dev.slipway.postgres;

import dev.slipway.ledger.CommitLog;
import dev.slipway.ledger.Entry;
import dev.slipway.ledger.RunState;
import dev.slipway.ledger.Slice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a commit says of runs, for people who ask in SQL: one row for each run that it speaks of. */
final class RunRows {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final CommitLog.Draft draft;
    private final Map<String, ObjectNode> rows = new LinkedHashMap<>();

    private RunRows(CommitLog.Draft draft) {
        this.draft = draft;
    }

    /** As a JSON array of objects. */
    static String of(CommitLog.Draft draft) {
        RunRows told = new RunRows(draft);
        draft.entries().forEach(told::tell);
        return MAPPER.writeValueAsString(told.rows.values());
    }

    private void tell(Entry entry) {
        if (entry instanceof Entry.OfRun ofRun) {
            row(ofRun.run());
        } else if (entry instanceof Entry.Published published) {
            List<Slice> content = draft.after().table(published.table()).content();
            content.stream()
                    .filter(slice -> slice.at().equals(published.at().toString()))
                    .forEach(slice -> row(slice.run()).ifPresent(row -> add(row, published.table(), slice)));
        }
    }

    /** Nothing of a run that the ledger does not know, or not any more. */
    private Optional<ObjectNode> row(String run) {
        return draft.after().run(run).map(state -> rows.computeIfAbsent(run, name -> row(state)));
    }

    private static ObjectNode row(RunState run) {
        ObjectNode row = MAPPER.createObjectNode()
                .put("run", run.run())
                .put("job", run.job())
                .put("host", run.holder().host())
                .put("pid", run.holder().pid())
                .put("started_at", run.started().toString())
                .put("lease_until", run.until().toString())
                .put("status", "running")
                .put("parquet_bytes", 0L);
        run.ended().ifPresent(at -> row.put("processed_at", at.toString()));
        run.outcome().ifPresent(how -> row.put("status", how.status().name().toLowerCase(Locale.ROOT))
                .put("tables", how.tables())
                .put("failed", how.failed()));
        row.putArray("artifact_paths");
        row.putObject("row_counts");
        return row;
    }

    private static void add(ObjectNode row, String table, Slice slice) {
        ArrayNode paths = row.withArray("artifact_paths");
        slice.files().forEach(file -> paths.add(file.key()));
        row.withObject("/row_counts").put(table, slice.rows().rows());
        row.put("parquet_bytes", row.required("parquet_bytes").asLong() + slice.bytes());
    }
}
