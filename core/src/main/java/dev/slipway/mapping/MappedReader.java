package dev.slipway.mapping;

import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.job.Reader;
import dev.slipway.job.Unit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads units, mapped. */
final class MappedReader<U extends Unit> implements Reader<MappedUnit<U>> {
    private final Reader<U> reader;
    private final BiConsumer<Unit, Tally> done;

    /** {@code done} is told of each unit that was read to its end. */
    MappedReader(Reader<U> reader, BiConsumer<Unit, Tally> done) {
        this.reader = reader;
        this.done = done;
    }

    @Override
    public Batches read(MappedUnit<U> unit) {
        Batches rows = reader.read(unit.unit());
        return unit.mapping()
                .<Batches>map(mapping -> new Told(mapping.apply(rows), unit))
                .orElse(rows);
    }

    @Override
    public long bytesReceived() {
        return reader.bytesReceived();
    }

    @Override
    public void close() {
        reader.close();
    }

    private final class Told implements Batches {
        private final MappedBatches rows;
        private final Unit unit;

        Told(MappedBatches rows, Unit unit) {
            this.rows = rows;
            this.unit = unit;
        }

        @Override
        public @Nullable Batch next(int rowsMax) {
            Batch batch = rows.next(rowsMax);
            if (batch == null) {
                done.accept(unit, rows.tally());
            }
            return batch;
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
