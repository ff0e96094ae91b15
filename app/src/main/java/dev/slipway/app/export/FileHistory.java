package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.data.Table;
import dev.slipway.files.FileSchema;
import dev.slipway.files.FileSet;
import dev.slipway.files.FileSource;
import dev.slipway.files.Published;
import dev.slipway.files.RejectTable;
import dev.slipway.files.SchemaDiff;
import dev.slipway.files.SchemaFile;
import dev.slipway.job.DataNames;
import dev.slipway.job.Holdings;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.Slice;
import dev.slipway.ledger.UnitFile;
import dev.slipway.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a place knows of the files that were made tables of there. */
final class FileHistory {
    private final Store store;
    private final Ledger ledger;

    /** @param ledger stays the caller's */
    FileHistory(Store store, Ledger ledger) {
        this.store = store;
        this.ledger = ledger;
    }

    /** What was made of files, of those of these sets and of others. */
    Published published(List<FileSet> sets) {
        Map<String, Published.Files> units = new HashMap<>();
        for (FileSet set : sets) {
            add(set.table(), set.selection(), units);
            add(RejectTable.of(set.table()), set.selection(), units);
        }
        return new Published(units);
    }

    private void add(Table table, String selection, Map<String, Published.Files> units) {
        String key = DataNames.of(table).key();
        for (Slice slice :
                Holdings.of(store, ledger, key, table.qualifiedName()).slices()) {
            boolean same = slice.selection().equals(selection);
            slice.files().forEach(file -> add(file, same, units));
        }
        ledger.look(state -> state.snapshot(key)).work().ifPresent(work -> work.units().values().stream()
                .flatMap(unit -> unit.files().stream())
                .map(UnitFile::file)
                .filter(file -> !units.containsKey(file.unit()))
                .toList()
                .forEach(file -> add(file, false, units)));
    }

    private static void add(DataFile file, boolean visible, Map<String, Published.Files> units) {
        units.merge(
                file.unit(),
                new Published.Files(file.fingerprint(), file.lost().rejected(), visible, List.of(file.key())),
                (one, other) -> new Published.Files(
                        other.fingerprint(),
                        one.rejected() + other.rejected(),
                        one.visible() || other.visible(),
                        Stream.concat(one.keys().stream(), other.keys().stream())
                                .toList()));
    }

    /**
     * How the tables' schemas differ from those that they were written by, as sentences.
     *
     * @param anyway whether differences that rows written before cannot bear do not matter, since those rows go
     * @throws Failure CONFIG when there are such, with all of them, and what to do
     */
    List<String> evolved(List<FileSet> sets, boolean anyway) {
        List<String> evolved = new ArrayList<>();
        for (FileSet set : sets) {
            Optional<FileSchema> before = recorded(set);
            if (before.isPresent() && !anyway) {
                evolved.addAll(evolved(before.get(), set.shape()));
            }
        }
        return evolved;
    }

    private Optional<FileSchema> recorded(FileSet set) {
        Table table = set.table();
        return Holdings.of(store, ledger, DataNames.of(table).key(), table.qualifiedName()).slices().stream()
                .filter(slice -> slice.selection().equals(set.selection()))
                .map(slice -> slice.origin().get(FileSource.SHAPE + table.name()))
                .flatMap(text -> Optional.ofNullable(text).stream())
                .reduce((earlier, later) -> later)
                .map(text -> SchemaFile.parse(text, "the ledger's schema of " + table.name()));
    }

    private static List<String> evolved(FileSchema before, FileSchema after) {
        SchemaDiff diff = SchemaDiff.between(before, after);
        if (!diff.accepted()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "the schema of " + after.name() + " cannot follow the one that its rows were written by: "
                            + diff.changes().stream()
                                    .map(FileHistory::refused)
                                    .flatMap(Optional::stream)
                                    .collect(Collectors.joining("; "))
                            + ". To begin anew, with what is still there of the files, say --replace (layout.replace in"
                            + " a job file)");
        }
        return diff.changes().stream()
                .map(change -> "the schema of " + after.name() + " has changed: "
                        + (change.column().isEmpty() ? "it" : change.column()) + ' ' + change.text())
                .toList();
    }

    private static Optional<String> refused(SchemaDiff.Change change) {
        return change instanceof SchemaDiff.Refused refused
                ? Optional.of((refused.column().isEmpty() ? "it" : refused.column()) + ' ' + refused.text() + " ("
                        + refused.advice() + ')')
                : Optional.empty();
    }
}
