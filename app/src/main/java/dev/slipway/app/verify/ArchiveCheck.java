package dev.slipway.app.verify;

import dev.slipway.Failure;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.job.Cancel;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Manifest;
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
import java.util.function.Consumer;

/** What speaks against an archived table: that its files are not what was recorded of them, or not what its source says. */
public final class ArchiveCheck {
    private final DuckDb engine;
    private final Store store;
    private final LocalCopies copies;
    private final Cancel cancel;

    public ArchiveCheck(DuckDb engine, Store store, LocalCopies copies, Cancel cancel) {
        this.engine = engine;
        this.store = store;
        this.copies = copies;
        this.cancel = cancel;
    }

    /** Reads a file back from where it lies, and compares it with everything that was recorded of it. */
    public List<String> faults(DataFile file) {
        cancel.check();
        Subject subject = new Subject(file.key(), store, store.find(file.key()), Optional.of(file), Optional.empty());
        return FileCheck.of(engine, copies, Optional.empty(), subject).faults().stream()
                .map(fault -> file.key() + ": " + fault)
                .toList();
    }

    /**
     * How the figures of a table's files differ from those of all rows of its source, each side in SQL of its own.
     *
     * @param open takes what could not be compared, and why
     */
    public List<String> differences(Manifest manifest, PostgresFigures figures, Consumer<String> open) {
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
        Table known = unmapped(table.get());
        Set<String> columns = new HashSet<>();
        known.schema().fields().forEach(field -> columns.add(field.name()));
        if (columns.size() < table.get().schema().fields().size()) {
            open.accept("its mapping makes other values of them: the figures of mapped columns of " + manifest.table());
        }
        Figures here = here(blobs, table.get()).of(columns);
        Figures there = figures.of(known, cancel);
        return here.differences(there, "in the files", "in the source");
    }

    private Figures here(List<Blob> blobs, Table table) {
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
}
