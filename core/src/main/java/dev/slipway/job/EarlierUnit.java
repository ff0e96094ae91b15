package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Entry;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.UnitFile;
import dev.slipway.ledger.Work;
import dev.slipway.store.Blob;
import dev.slipway.store.Sealed;
import dev.slipway.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an earlier run wrote for a unit: it counts when its files are whole and the source, asked again under the present
 * snapshot, yields the same rows and loses as much.
 */
final class EarlierUnit<U extends Unit> {
    private final Store store;
    private final Ledger ledger;
    private final Context context;
    private final ReadBack readBack;
    private final TableExport<U> table;
    private final U unit;
    private final int worker;

    EarlierUnit(Export.Parts parts, TableExport<U> table, U unit, int worker) {
        this.store = parts.store();
        this.ledger = parts.ledger();
        this.context = parts.context();
        this.readBack = new ReadBack(parts);
        this.table = table;
        this.unit = unit;
        this.worker = worker;
    }

    /** Its files, recorded for the present plan; empty when the unit has to be written. */
    Optional<List<UnitFile>> keep(Supplier<Reader<U>> reader) {
        Optional<Work.Done> staged = table.earlier(unit);
        Optional<Work.Done> known = staged.or(() -> table.published(unit));
        if (known.isEmpty() || !known.get().files().stream().allMatch(this::whole)) {
            return Optional.empty();
        }
        Work.Done done = known.get();
        if (!same(done, reader)) {
            table.changed();
            return Optional.empty();
        }
        if (staged.isEmpty()) {
            ledger.append(new Entry.Written(table.key(), table.epoch(), unit.ordinal(), table.mark(), done.files()));
        }
        if (readBack.wanted() && !done.verified()) {
            if (!readsBack(done)) {
                return Optional.empty();
            }
            ledger.append(new Entry.Verified(table.key(), table.epoch(), unit.ordinal()));
        }
        return Optional.of(done.files());
    }

    /** What is no good is written anew, and not found again by the next run. */
    private boolean readsBack(Work.Done done) {
        try {
            done.files().forEach(file -> readBack.check(table.name(), blob(file).orElseThrow(), file.file(), worker));
            return true;
        } catch (Failure e) {
            if (e.kind() != Failure.Kind.CORRUPT) {
                throw e;
            }
            table.failed(ledger, unit.ordinal(), e);
            done.files().forEach(file -> Written.discard(store, file));
            context.events().accept(new Event.Warned(e.text() + "; it is written anew"));
            return false;
        }
    }

    private Optional<Blob> blob(UnitFile file) {
        return file.staged().isEmpty()
                ? store.find(file.file().key())
                : store.staged(file.staged()).map(Sealed::blob);
    }

    private boolean whole(UnitFile file) {
        // What stays is not looked into by every run: slipway verify does that.
        return blob(file)
                .filter(blob -> unit.stays()
                        ? blob.size() == file.file().bytes()
                        : file.file().matches(store, blob))
                .isPresent();
    }

    private boolean same(Work.Done done, Supplier<Reader<U>> source) {
        if (unit.fixed() || !done.mark().isEmpty() && done.mark().equals(table.mark())) {
            return true;
        }
        context.events().accept(new Event.UnitCompared(worker, table.name(), unit.id()));
        Reader<U> reader = source.get();
        Received received = new Received(reader);
        List<DataFile> files = done.files().stream().map(UnitFile::file).toList();
        // Rows that were left out are in no digest, and empty texts that became null look like null: as many as before.
        return reader.content(unit, received::add).equals(Reader.Content.of(files));
    }

    /** Tells how much has come in. */
    private final class Received {
        private final Reader<U> reader;
        private long before;

        Received(Reader<U> reader) {
            this.reader = reader;
            this.before = reader.bytesReceived();
        }

        void add(Batch batch) {
            context.cancel().check();
            long now = reader.bytesReceived();
            context.events().accept(new Event.Progress(worker, batch.rows(), now - before));
            before = now;
        }
    }
}
