package dev.slipway.app.verify;

import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Table;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.job.FileName;
import dev.slipway.job.Folders;
import dev.slipway.job.Key;
import dev.slipway.job.Layout;
import dev.slipway.job.RowFolders;
import dev.slipway.parquet.ParquetFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Finds the folders in which a file's rows belong, by the layout that its footer tells. */
final class FolderCheck {
    private FolderCheck() {}

    /**
     * Those folders, one if all is well; empty when the footer tells no layout.
     *
     * @param key the columns by which its name tells rows
     * @throws IllegalArgumentException when the footer tells a layout that there is not
     */
    static Optional<Set<String>> of(DuckDb engine, Path path, ParquetFile file, FileName name, Key key) {
        return Layout.of(file.metadata()).map(layout -> switch (Folders.of(layout, file.table(), key)) {
            case Folders.One one -> Set.of(one.of(name.last()));
            case Folders.ByEnd end -> Set.of(end.of(name.last()));
            case Folders.ByRow rows when file.rows() == 0 -> Set.of(rows.of(name.last()));
            case Folders.ByRow rows -> read(engine, path, rows.narrow(), layout, key);
        });
    }

    private static Set<String> read(DuckDb engine, Path path, Table table, Layout layout, Key key) {
        Folders.ByRow folders = (Folders.ByRow) Folders.of(layout, table, key);
        RowFolders rows = new RowFolders(folders);
        Set<String> found = new TreeSet<>();
        try (Batches batches = engine.readColumns(path, table)) {
            for (Batch batch = batches.next(Integer.MAX_VALUE);
                    batch != null && found.size() < 2;
                    batch = batches.next(Integer.MAX_VALUE)) {
                IntStream.of(rows.of(batch)).distinct().mapToObj(rows::name).forEach(found::add);
            }
        }
        return found;
    }
}
