package dev.slipway.app.verify;

import dev.slipway.Failure;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.job.Cancel;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Manifest;
import dev.slipway.ledger.Slice;
import dev.slipway.mapping.BoundMapping;
import dev.slipway.parquet.ParquetFile;
import dev.slipway.postgres.PostgresFigures;
import dev.slipway.reconcile.Figures;
import dev.slipway.store.Blob;
import dev.slipway.store.LocalCopies;
import dev.slipway.store.Store;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares each archived table with its source by figures that each side computes in its own SQL, sharing no code. */
final class SourceCheck {
    private final DuckDb engine;
    private final LocalCopies copies;
    private final PostgresFigures figures;
    private final VerifyReport report;
    private final Cancel cancel;

    SourceCheck(DuckDb engine, LocalCopies copies, PostgresFigures figures, VerifyReport report, Cancel cancel) {
        this.engine = engine;
        this.copies = copies;
        this.figures = figures;
        this.report = report;
        this.cancel = cancel;
    }

    void run(List<Subjects.Archived> archived) {
        if (archived.isEmpty()) {
            report.addSource(
                    "--source", List.of("no manifest of Slipway lies there: which files are which table is not known"));
        }
        for (Subjects.Archived table : archived) {
            List<String> faults;
            try {
                faults = compare(table.store(), table.manifest());
            } catch (Failure e) {
                cancel.check();
                faults = List.of(e.text());
            }
            report.addSource(table.manifest().table(), faults);
        }
    }

    private List<String> compare(Store store, Manifest manifest) {
        List<Blob> blobs = new ArrayList<>();
        Optional<Table> table = Optional.empty();
        for (DataFile file : manifest.files()) {
            Blob blob = store.find(file.key())
                    .orElseThrow(() -> new Failure(Failure.Kind.CORRUPT, file.key() + " is missing"));
            blobs.add(blob);
            if (table.isEmpty()) {
                table = Optional.of(ParquetFile.open(store, blob).table());
            }
        }
        if (table.isEmpty()) {
            return List.of("its manifest lists no file");
        }
        if (!wholeRows(manifest)) {
            return List.of("it holds \""
                    + String.join(
                            "\" and \"",
                            manifest.slices().stream().map(Slice::selection).toList())
                    + "\", not all rows of a table: only those can be compared with the source");
        }
        Table known = unmapped(table.get());
        Set<String> columns = new HashSet<>();
        known.schema().fields().forEach(field -> columns.add(field.name()));
        if (columns.size() < table.get().schema().fields().size()) {
            report.open("its mapping makes other values of them: the figures of mapped columns of " + manifest.table());
        }
        Figures here = here(store, blobs, table.get()).of(columns);
        Figures there = figures.of(known, cancel);
        return here.differences(there, "in the files", "in the source");
    }

    private Figures here(Store store, List<Blob> blobs, Table table) {
        try (LocalCopies.Lent lent = copies.of(store, blobs)) {
            return engine.figures(lent.paths(), table);
        }
    }

    /** The columns that are as they were at the source. */
    private static Table unmapped(Table table) {
        return new Table(
                table.namespace(),
                table.name(),
                new Schema(table.schema().fields().stream()
                        .filter(field -> !field.origin().containsKey(BoundMapping.ORIGIN))
                        .toList()));
    }

    /** Whether the selection is a table, perhaps with some of its columns, without a condition. */
    private static boolean wholeRows(Manifest manifest) {
        if (manifest.slices().size() != 1) {
            return false;
        }
        String selection = manifest.slices().getFirst().selection();
        String rest = selection.startsWith(manifest.table())
                ? selection.substring(manifest.table().length())
                : "?";
        boolean fewerColumns = rest.startsWith(" without ") && !rest.startsWith(" without rows");
        return rest.isEmpty() || rest.startsWith(" (") || fewerColumns;
    }
}
