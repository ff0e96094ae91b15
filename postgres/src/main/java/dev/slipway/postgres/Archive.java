package dev.slipway.postgres;

import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Table;
import dev.slipway.digest.Digest;
import dev.slipway.mapping.Unmapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The files that are a table's content.
 *
 * @param table as it is to be made; origins of fields say what the columns were
 * @param origin what the files remember of the table beside its columns
 * @param unmapping how the table's rows are made of those in the files; empty when they are the same
 */
public record Archive(Table table, Map<String, String> origin, List<File> files, Optional<Unmapping> unmapping) {
    public Archive {
        origin = Map.copyOf(origin);
        files = List.copyOf(files);
    }

    /** A table that is as its files have it. */
    public Archive(Table table, Map<String, String> origin, List<File> files) {
        this(table, origin, files, Optional.empty());
    }

    /** A table that is as its source was. */
    public Archive(Unmapping unmapping, Map<String, String> origin, List<File> files) {
        this(unmapping.source(), origin, files, Optional.of(unmapping));
    }

    /** The table as its files type it. */
    Table stored() {
        return unmapping.map(Unmapping::mapped).orElse(table);
    }

    /** The rows of a file as the table is to have them; {@code watch} is shown each batch as the file has it. */
    Batches rows(File file, Consumer<Batch> watch) {
        Batches stored = new WatchedBatches(file.read(), watch);
        return unmapping.map(back -> back.apply(stored)).orElse(stored);
    }

    /** One of its files. Thread-safe. */
    public interface File {
        /** Its name, by which messages call it; unlike that of any other. */
        String name();

        /** Of all its bytes, in lower-case hexadecimal. */
        String sha256();

        long bytes();

        /** How many rows it says it has. */
        long rowCount();

        /** The digest that was recorded of its rows; empty when none was. */
        Optional<Digest> digest();

        /**
         * Its rows.
         *
         * @throws dev.slipway.Failure as {@link Batches#next} when it cannot be read
         */
        Batches read();
    }
}
