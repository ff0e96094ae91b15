package dev.slipway.mapping;

import dev.slipway.data.Batches;
import dev.slipway.job.Reader;
import dev.slipway.job.Unit;

/** Reads units, mapped. Takes over the reader that reads them as they are. */
public final class MappedReader<U extends Unit> implements Reader<MappedUnit<U>> {
    private final Reader<U> reader;

    public MappedReader(Reader<U> reader) {
        this.reader = reader;
    }

    @Override
    public Batches read(MappedUnit<U> unit) {
        Batches rows = reader.read(unit.unit());
        return unit.mapping().<Batches>map(mapping -> mapping.apply(rows)).orElse(rows);
    }

    @Override
    public long bytesReceived() {
        return reader.bytesReceived();
    }

    @Override
    public void close() {
        reader.close();
    }
}
