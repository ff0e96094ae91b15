package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.digest.Digest;
import dev.slipway.store.Conflict;
import dev.slipway.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How far one table's export has come. Thread-safe: units end on any worker. */
final class TableExport<U extends Unit> {
    private final Plan.PlannedTable<U> table;
    private final Manifests.Held before;
    private final SortedMap<Integer, List<StagedFile>> staged = new TreeMap<>();
    private int unitsLeft;
    private @Nullable Throwable failure;
    private Optional<Export.Result> result = Optional.empty();

    TableExport(Plan.PlannedTable<U> table, Manifests.Held before) {
        this.table = table;
        this.before = before;
        this.unitsLeft = table.units().size();
    }

    Plan.PlannedTable<U> table() {
        return table;
    }

    Manifests.Held before() {
        return before;
    }

    synchronized boolean failed() {
        return failure != null;
    }

    /** Notes the files of a unit; true for whoever brings the last unit, who then publishes or gives up. */
    synchronized boolean add(U unit, List<StagedFile> files) {
        staged.put(unit.ordinal(), files);
        return --unitsLeft == 0;
    }

    /** Notes that a unit failed; true for whoever brings the last unit. The first failure is the one that is told. */
    synchronized boolean fail(Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        }
        return --unitsLeft == 0;
    }

    /** All files, in the order of their units. */
    synchronized List<StagedFile> files() {
        return staged.values().stream().flatMap(List::stream).toList();
    }

    synchronized void published(List<DataFile> files, int replaced) {
        Digest rows = files.stream().map(DataFile::rows).reduce(Digest.EMPTY, Digest::plus);
        long bytes = files.stream().mapToLong(DataFile::bytes).sum();
        result = Optional.of(new Export.Result.Published(
                table.table().qualifiedName(), rows, files.size(), bytes, replaced, table.notes()));
    }

    /** Removes what was staged: the table is not published. */
    synchronized void giveUp(Store store) {
        files().forEach(file -> file.discard(store));
        staged.clear();
    }

    synchronized Export.Result result() {
        Throwable thrown = failure;
        return result.filter(published -> thrown == null)
                .orElseGet(() -> new Export.Result.Failed(table.table().qualifiedName(), failure(thrown)));
    }

    private static Failure failure(@Nullable Throwable thrown) {
        return switch (thrown) {
            case Failure known -> known;
            case Conflict conflict ->
                new Failure(
                        Failure.Kind.FENCED,
                        conflict.getMessage() + ": someone else writes here; look before running again");
            case OutOfMemoryError memory ->
                new Failure(
                        Failure.Kind.UNAVAILABLE,
                        "not enough memory: allow more (SLIPWAY_JAVA_OPTS=-Xmx2g), use fewer connections, or refuse large values by"
                                + " --value-bytes-max",
                        memory);
            case null -> new Failure(Failure.Kind.UNKNOWN, "its workers ended before it was done");
            default -> new Failure(Failure.Kind.UNKNOWN, "unexpected: " + thrown, thrown);
        };
    }
}
