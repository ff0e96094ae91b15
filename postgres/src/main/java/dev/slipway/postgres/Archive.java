package dev.slipway.postgres;

import dev.slipway.data.Batches;
import dev.slipway.data.Table;
import dev.slipway.digest.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that are a table's content.
 *
 * @param table as its files type it; origins of fields say what the columns were
 * @param origin what the files remember of the table beside its columns
 */
public record Archive(Table table, Map<String, String> origin, List<File> files) {
    public Archive {
        origin = Map.copyOf(origin);
        files = List.copyOf(files);
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
