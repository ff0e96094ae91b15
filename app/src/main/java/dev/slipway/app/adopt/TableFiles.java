package dev.slipway.app.adopt;

import dev.slipway.Failure;
import dev.slipway.data.Table;
import dev.slipway.job.DataNames;
import dev.slipway.job.FileName;
import dev.slipway.store.Blob;
import dev.slipway.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Parquet files of a store, and whose they say they are. */
final class TableFiles {
    private static final String ENDING = ".parquet";
    private static final String RECORDS = "/_slipway/";

    private final Store store;
    private final List<Blob> all;
    private final Set<String> taken = new LinkedHashSet<>();

    private TableFiles(Store store, List<Blob> all) {
        this.store = store;
        this.all = all;
    }

    /** @throws Failure CONFIG when there are none, or some belong to records below */
    static TableFiles of(Store store) {
        List<Blob> found;
        try (Stream<Blob> blobs = store.list("")) {
            found = blobs.filter(blob -> blob.key().endsWith(ENDING) || isRecord(blob.key()))
                    .toList();
        }
        found.stream().map(Blob::key).filter(TableFiles::isRecord).findFirst().ifPresent(key -> {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    store.root() + " has a folder with records of its own, " + key.substring(0, key.indexOf(RECORDS))
                            + ", whose files are someone's already: adopt what stands beside it, folder by folder");
        });
        if (found.isEmpty()) {
            throw new Failure(Failure.Kind.CONFIG, "nothing to adopt: no .parquet file below " + store.root());
        }
        return new TableFiles(store, found);
    }

    private static boolean isRecord(String key) {
        return key.contains(RECORDS);
    }

    /**
     * The files whose names say that they are a table's.
     *
     * @throws Failure INPUT when names of several tables end like that
     */
    List<Blob> of(Table table) {
        String own = '_' + DataNames.of(table).escaped();
        List<Blob> files = new ArrayList<>();
        Set<String> heads = new TreeSet<>();
        for (Blob blob : all) {
            FileName.parse(blob.key()).filter(name -> name.head().endsWith(own)).ifPresent(name -> {
                heads.add(name.head());
                files.add(store.find(blob.key()).orElse(blob));
                taken.add(blob.key());
            });
        }
        // Ours have an ordinal and a digest there.
        heads.removeIf(head -> head.matches(".*-\\d+(\\.\\d+)?-[0-9a-f]{8}" + Pattern.quote(own)));
        if (heads.size() > 1) {
            throw new Failure(
                    Failure.Kind.INPUT,
                    "the names of files of " + table.qualifiedName() + " in " + store.root()
                            + " begin with different texts (" + String.join(", ", heads)
                            + "), and could be of several tables: move those away that are not its");
        }
        return files;
    }

    /** What none of the tables asked for took. */
    List<String> left() {
        return all.stream().map(Blob::key).filter(key -> !taken.contains(key)).toList();
    }
}
