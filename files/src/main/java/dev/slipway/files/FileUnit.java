package dev.slipway.files;

import dev.slipway.data.Table;
import dev.slipway.job.Layout;
import dev.slipway.job.Unit;
import dev.slipway.job.UnitName;
import java.util.Map;
import java.util.Optional;

/**
 * What one file holds, or a piece of it: its rows, or those of its records that are none.
 *
 * @param fingerprint of its bytes and of all that its rows depend on besides
 * @param file empty: it is not read, and what was made of it once stays
 * @param piece which part of it, where it is a large one of CSV
 * @param rejectsOf of what unit the rows are the rejects; empty: they are its rows
 */
public record FileUnit(
        String id,
        int ordinal,
        String fingerprint,
        Table table,
        Optional<FileRead> file,
        CsvPiece piece,
        Optional<String> rejectsOf,
        Map<String, String> origin)
        implements Unit {
    public FileUnit {
        origin = Map.copyOf(origin);
    }

    /** How many bytes it is of its file; 0 if that is not read. */
    public long bytes() {
        return file.map(read -> Math.min(read.input().size(), piece.bytes())).orElse(0L);
    }

    @Override
    public boolean fixed() {
        return true;
    }

    @Override
    public boolean stays() {
        return file.isEmpty();
    }

    /** Rejects have no columns by which rows could be laid out. */
    @Override
    public Optional<Layout> layout() {
        return rejectsOf.map(rows -> Layout.BY_PARTITION);
    }

    @Override
    public Optional<UnitName> named() {
        return rejectsOf.isPresent() ? Optional.empty() : file.flatMap(FileRead::named);
    }
}
