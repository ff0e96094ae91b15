package dev.slipway.app.verify;

import dev.slipway.Failure;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.job.Cancel;
import dev.slipway.ledger.Manifest;
import dev.slipway.ledger.Slice;
import dev.slipway.postgres.PostgresFigures;
import dev.slipway.store.LocalCopies;
import dev.slipway.store.Store;
import java.util.List;

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
        if (!manifest.files().isEmpty() && !wholeRows(manifest)) {
            return List.of("it holds \""
                    + String.join(
                            "\" and \"",
                            manifest.slices().stream().map(Slice::selection).toList())
                    + "\", not all rows of a table: only those can be compared with the source");
        }
        return new ArchiveCheck(engine, store, copies, cancel).differences(manifest, figures, report::open);
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
