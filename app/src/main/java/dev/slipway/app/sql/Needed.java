package dev.slipway.app.sql;

import dev.slipway.Failure;
import dev.slipway.app.console.Words;
import dev.slipway.duckdb.ScanFilter;
import dev.slipway.job.AtOnce;
import dev.slipway.ledger.DataFile;
import dev.slipway.parquet.ParquetFile;
import dev.slipway.store.Blob;
import dev.slipway.store.LocalCopies;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The files that a query needs of tables that are not of this machine, lent for as long as it runs: those whose footers do not rule out
 * that they have rows that it asks for.
 */
final class Needed implements AutoCloseable {
    private final Map<String, List<Path>> paths = new LinkedHashMap<>();
    private final List<LocalCopies.Lent> lent = new ArrayList<>();

    private Needed() {}

    /** What is needed of a table. */
    private record Chosen(String standIn, Dataset dataset, List<Blob> blobs) {
        long bytesToCopy() {
            return blobs.stream()
                    .filter(blob -> dataset.store().path(blob).isEmpty())
                    .mapToLong(Blob::size)
                    .sum();
        }
    }

    /** What queries may copy, and how. */
    record Room(LocalCopies copies, long bytesMax) {}

    /**
     * Finds and fetches them.
     *
     * @param scans what the query asks of each table that it reads
     * @param told is told how many files were needed
     * @throws Failure CONFIG when they do not fit
     */
    static Needed fetch(
            Map<String, Dataset> tables, Map<String, List<List<String>>> scans, Room room, Consumer<String> told) {
        List<Chosen> chosen = new ArrayList<>();
        scans.forEach((standIn, filters) -> {
            Dataset dataset = tables.get(standIn);
            if (dataset != null) {
                chosen.add(new Chosen(standIn, dataset, choose(dataset, filters)));
            }
        });
        long bytes = chosen.stream().mapToLong(Chosen::bytesToCopy).sum();
        if (bytes > room.bytesMax()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "the query needs local copies of " + bytes + " bytes at once, and " + room.bytesMax()
                            + " are allowed; ask for less, or allow them by --cache-bytes " + bytes);
        }
        Needed needed = new Needed();
        try {
            chosen.forEach(each -> needed.take(each, room.copies(), told));
            return needed;
        } catch (RuntimeException e) {
            needed.close();
            throw e;
        }
    }

    private static List<Blob> choose(Dataset dataset, List<List<String>> scans) {
        ScanFilter filter = ScanFilter.of(scans, dataset.table().schema());
        if (filter.all()) {
            return dataset.blobs(dataset.files());
        }
        Map<Blob, Boolean> may = new HashMap<>();
        List<Blob> blobs =
                AtOnce.map(dataset.store().atOnce(), dataset.files(), file -> look(dataset, file, filter, may));
        return blobs.stream().filter(may::get).toList();
    }

    private static Blob look(Dataset dataset, DataFile file, ScanFilter filter, Map<Blob, Boolean> may) {
        Blob blob = Dataset.blob(dataset.store(), file);
        boolean matches = filter.mayMatch(ParquetFile.open(dataset.store(), blob));
        synchronized (may) {
            may.put(blob, matches);
        }
        return blob;
    }

    private void take(Chosen chosen, LocalCopies copies, Consumer<String> told) {
        Dataset dataset = chosen.dataset();
        LocalCopies.Lent copy;
        try {
            copy = copies.of(dataset.store(), chosen.blobs());
        } catch (Failure e) {
            // Says so if it is because they are gone.
            dataset.blobs(dataset.files());
            throw e;
        }
        lent.add(copy);
        paths.put(chosen.standIn(), copy.paths());
        told.accept(chosen.blobs().size() + " of " + Words.count(dataset.files().size(), "file") + " of "
                + dataset.shown() + " read, "
                + Words.bytes(chosen.blobs().stream().mapToLong(Blob::size).sum()));
    }

    /** Where they are, for each table. */
    Map<String, List<Path>> paths() {
        return paths;
    }

    @Override
    public void close() {
        lent.forEach(LocalCopies.Lent::close);
        lent.clear();
    }
}
