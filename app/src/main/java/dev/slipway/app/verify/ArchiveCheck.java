package dev.slipway.app.verify;

import dev.slipway.Failure;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.job.Cancel;
import dev.slipway.job.Key;
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

    /** The key columns that the seed's scripts name files by, as far as a schema has them. */
    public static Key seedKey(Schema schema) {
        return FileCheck.seedKey(schema);
    }

    /** Reads a file back from where it lies, and compares it with everything that was recorded of it. */
    public List<String> faults(DataFile file) {
        cancel.check();
        Subject subject = new Subject(
                file.key(), store, store.find(file.key()), Optional.of(file), Optional.empty(), Optional.empty());
        return faults(subject);
    }

    /** Reads a file that nothing was recorded of, and compares it with what its name says of its rows by {@code key}. */
    public List<String> faults(Blob foreign, Key key) {
        cancel.check();
        return faults(new Subject(
                foreign.key(), store, Optional.of(foreign), Optional.empty(), Optional.of(key), Optional.empty()));
    }

    private List<String> faults(Subject subject) {
        return FileCheck.of(engine, copies, Optional.empty(), subject).faults().stream()
                .map(fault -> subject.shown() + ": " + fault)
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
        return differences(blobs, table.get(), figures, Optional.empty(), open);
    }

    /**
     * The same of some files and some rows.
     *
     * @param table what the files hold, with the origins of its columns
     * @param where which rows of the source, as SQL
     */
    public List<String> differences(
            List<Blob> blobs, Table table, PostgresFigures figures, Optional<String> where, Consumer<String> open) {
        Table known = unmapped(table);
        Set<String> columns = new HashSet<>();
        known.schema().fields().forEach(field -> columns.add(field.name()));
        if (columns.size() < table.schema().fields().size()) {
            open.accept("its mapping makes other values of them: the figures of mapped columns of "
                    + table.qualifiedName());
        }
        Figures here = here(blobs, table).of(columns);
        Figures there = figures.of(known, where, cancel);
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
