package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.digest.Digest;
import dev.slipway.format.Format;
import dev.slipway.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes one unit's rows to staged files and has each read back. What it cannot finish, it removes. */
final class UnitExport<U extends Unit> {
    private final Store store;
    private final Format format;
    private final Optional<Verifier> verifier;
    private final ExportSettings settings;
    private final Context context;
    private final Plan.PlannedTable<U> table;
    private final DataNames names;
    private final U unit;
    private final int worker;
    private final List<StagedFile> files = new ArrayList<>();

    UnitExport(Export.Parts parts, Plan.PlannedTable<U> table, U unit, int worker) {
        this.store = parts.store();
        this.format = parts.format();
        this.verifier = parts.verifier();
        this.settings = parts.settings();
        this.context = parts.context();
        this.table = table;
        this.names = DataNames.of(unit.table(), format.extension());
        this.unit = unit;
        this.worker = worker;
    }

    /** The unit's files; none when it has no rows. */
    List<StagedFile> run(Reader<U> reader) {
        context.events().accept(new Event.UnitStarted(worker, unit.id()));
        try (Batches batches = reader.read(unit)) {
            copy(batches, reader);
            context.events().accept(new Event.UnitDone(worker, unit.id()));
        } catch (RuntimeException | Error e) {
            files.forEach(file -> file.discard(store));
            throw e;
        }
        return files;
    }

    /** A file without rows, for a table that has none: its schema is worth keeping. */
    StagedFile empty() {
        try (OutputFile file = open()) {
            return finish(file);
        }
    }

    private void copy(Batches batches, Reader<U> reader) {
        long received = reader.bytesReceived();
        @Nullable OutputFile file = null;
        try {
            for (Batch batch = batches.next(1); batch != null; batch = batches.next(wanted(file))) {
                context.cancel().check();
                if (file == null) {
                    file = open();
                }
                file.write(batch);
                long now = reader.bytesReceived();
                context.events().accept(new Event.Progress(worker, batch.rows(), now - received));
                received = now;
                if (file.rows() >= settings.rowsPerFile() || file.bytesExpected() >= settings.fileBytes()) {
                    files.add(finish(file));
                    file = null;
                }
            }
            if (file != null) {
                files.add(finish(file));
            }
        } finally {
            if (file != null) {
                file.close();
            }
        }
    }

    private int wanted(@Nullable OutputFile file) {
        if (file == null) {
            return 1;
        }
        return (int) Math.min(file.rowsWanted(), settings.rowsPerFile() - file.rows());
    }

    private OutputFile open() {
        return new OutputFile(store, format, unit, table.key(), attempt());
    }

    private String attempt() {
        return names.table(80) + '-' + unit.ordinal();
    }

    private StagedFile finish(OutputFile file) {
        OutputFile.Written written = file.finish(metadata());
        try {
            file.close();
            context.events()
                    .accept(new Event.FileWritten(
                            worker, unit.id(), written.rows().rows(), written.bytes()));
            verifier.ifPresent(reader -> readBack(reader, written));
            return new StagedFile(written.sealed(), describe(written));
        } catch (RuntimeException | Error e) {
            StagedFile.discard(store, written.sealed());
            throw e;
        }
    }

    private Map<String, String> metadata() {
        Map<String, String> metadata = new TreeMap<>();
        metadata.put("slipway.table", table.table().qualifiedName());
        metadata.put("slipway.selection", table.selection());
        metadata.put("slipway.unit", unit.id());
        table.key().time().ifPresent(name -> metadata.put("slipway.key.time", name));
        table.key().id().ifPresent(name -> metadata.put("slipway.key.id", name));
        return metadata;
    }

    private void readBack(Verifier reader, OutputFile.Written written) {
        context.cancel().check();
        Digest found = reader.digest(store, written.sealed().blob());
        if (!found.equals(written.rows())) {
            throw new Failure(
                    Failure.Kind.CORRUPT,
                    "the file written for " + unit.id() + " does not read back as what was exported: expected "
                            + written.rows() + ", read " + found + "; nothing of it was published");
        }
        context.events().accept(new Event.FileVerified(worker, unit.id(), found));
    }

    private DataFile describe(OutputFile.Written written) {
        String ordinal = files.isEmpty() ? String.valueOf(unit.ordinal()) : unit.ordinal() + "." + files.size();
        FileName name = FileName.of(settings.prefix(), ordinal, names, written.range(), written.rows());
        return new DataFile(
                names.folder() + '/' + name,
                written.bytes(),
                written.sha256(),
                written.rows(),
                unit.id(),
                Sha256.of(List.of(unit.fingerprint(), format.settings())),
                verifier.isPresent());
    }
}
