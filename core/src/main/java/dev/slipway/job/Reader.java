package dev.slipway.job;

import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Emptied;
import dev.slipway.data.Losses;
import dev.slipway.digest.Digest;
import dev.slipway.digest.Digester;
import dev.slipway.ledger.DataFile;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Reads units for one worker, one after the other, under its session's snapshot. Holds a connection; not thread-safe. */
public interface Reader<U extends Unit> extends AutoCloseable {
    /** The rows of a unit. Close them before the next unit is read. */
    Batches read(U unit);

    /** Bytes received from the source so far. */
    long bytesReceived();

    /** The digest of a unit as it is now, without writing anything. */
    default Digest digest(U unit) {
        return content(unit, batch -> {}).rows();
    }

    /** What a unit yields, and what is lost on the way, also of what the rows do not show: empty texts that became null. */
    record Content(Digest rows, Losses lost, List<Emptied> emptied) {
        public Content {
            emptied = Emptied.sum(emptied);
        }

        /** What was recorded of files. */
        public static Content of(Collection<DataFile> files) {
            return new Content(DataFile.rows(files), DataFile.lost(files), DataFile.emptied(files));
        }

        /** What several yield together. */
        static Content sum(List<Content> several) {
            return new Content(
                    several.stream().map(Content::rows).reduce(Digest.EMPTY, Digest::plus),
                    Losses.sum(several.stream().map(Content::lost).toList()),
                    several.stream().flatMap(one -> one.emptied().stream()).toList());
        }
    }

    /** What a unit yields now, without writing anything, showing each batch to {@code watch} on the way. */
    default Content content(U unit, Consumer<Batch> watch) {
        Digester digester = new Digester(unit.table().schema());
        try (Batches batches = read(unit)) {
            for (Batch batch = batches.next(Integer.MAX_VALUE);
                    batch != null;
                    batch = batches.next(Integer.MAX_VALUE)) {
                digester.add(batch);
                watch.accept(batch);
            }
            return new Content(
                    digester.digest(), batches.losses(), batches.emptied().orElse(List.of()));
        }
    }

    @Override
    void close();
}
