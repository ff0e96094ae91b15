package dev.slipway.job;

import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Emptied;
import dev.slipway.data.Losses;
import dev.slipway.format.Format;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.EmptiedJson;
import dev.slipway.ledger.Entry;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.LossesJson;
import dev.slipway.ledger.StagedName;
import dev.slipway.ledger.UnitFile;
import dev.slipway.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes one unit's rows to staged files, records them, and has each read back. What it cannot finish, it removes; what is
 * recorded is removed only after the record of its failure, since another run may rely on it.
 */
final class UnitExport<U extends Unit> {
    private final Store store;
    private final Format format;
    private final ExportSettings settings;
    private final String prefix;
    private final Context context;
    private final Ledger ledger;
    private final ReadBack readBack;
    private final TableExport<U> table;
    private final DataNames names;
    private final U unit;
    private final int worker;
    private final List<Written> files = new ArrayList<>();

    UnitExport(Export.Parts parts, TableExport<U> table, U unit, int worker) {
        this.table = table;
        this.store = parts.store();
        this.format = parts.format();
        this.settings = parts.settings();
        this.prefix = table.prefix(settings.prefix(), parts.how().mode());
        this.context = parts.context();
        this.ledger = parts.ledger();
        this.readBack = new ReadBack(parts);
        this.names = DataNames.of(unit.table());
        this.unit = unit;
        this.worker = worker;
    }

    /** The unit's files, written and verified; none when it has no rows, and none were left out. */
    List<UnitFile> run(Reader<U> reader) {
        try (Batches batches = reader.read(unit)) {
            copy(batches, reader);
            if (files.isEmpty() && unit.named().filter(UnitName::always).isPresent()) {
                addEmpty();
            }
        } catch (RuntimeException | Error e) {
            discard();
            throw e;
        }
        return record();
    }

    /** A file without rows, for a table that has none: its schema is worth keeping. */
    List<UnitFile> empty() {
        addEmpty();
        return record();
    }

    private void addEmpty() {
        try (OutputFile file = open()) {
            files.add(finish(file, Told.NOTHING, Optional.empty()));
        }
    }

    private void discard() {
        files.forEach(file -> Written.discard(store, file.sealed()));
    }

    private List<UnitFile> record() {
        List<UnitFile> written = files.stream().map(Written::file).toList();
        ledger.append(new Entry.Written(table.key(), table.epoch(), unit.ordinal(), table.mark(), written));
        if (readBack.wanted()) {
            try {
                files.forEach(file -> readBack.check(
                        table.name(), file.sealed().blob(), file.file().file(), worker));
            } catch (RuntimeException | Error e) {
                table.failed(ledger, unit.ordinal(), e);
                discard();
                throw e;
            }
            ledger.append(new Entry.Verified(table.key(), table.epoch(), unit.ordinal()));
        }
        return written;
    }

    private void copy(Batches batches, Reader<U> reader) {
        switch (table.folders()) {
            case Folders.One one -> copyInTurn(batches, reader);
            case Folders.ByEnd end -> copyInTurn(batches, reader);
            case Folders.ByRow rows -> copyByFolder(rows, batches, reader);
        }
    }

    private void copyInTurn(Batches batches, Reader<U> reader) {
        Progress progress = new Progress(reader);
        Losses lost = Losses.NONE;
        @Nullable OutputFile file = null;
        try {
            for (Batch batch = batches.next(1); batch != null; batch = batches.next(wanted(file))) {
                context.cancel().check();
                if (file != null && full(file)) {
                    files.add(finish(file, new Told(untold(lost), Optional.empty()), Optional.empty()));
                    file = null;
                }
                file = file == null ? open() : file;
                file.write(batch);
                progress.tell(batch);
                lost = full(file) ? batches.losses() : lost;
            }
            // A full file waits until here, since the last one tells of what is left out behind it.
            Losses rest = untold(batches.losses());
            if (file == null && !rest.isEmpty()) {
                file = open();
            }
            if (file != null) {
                files.add(finish(file, new Told(rest, batches.emptied()), Optional.empty()));
            }
        } finally {
            if (file != null) {
                file.close();
            }
        }
    }

    /** All losses are told by the last file: which rows were lost before another one ended depends on batches. */
    private void copyByFolder(Folders.ByRow rows, Batches batches, Reader<U> reader) {
        Progress progress = new Progress(reader);
        Told[] told = {Told.NOTHING};
        UnitFiles.Making making = new UnitFiles.Making() {
            @Override
            public OutputFile open() {
                return UnitExport.this.open();
            }

            @Override
            public void finish(OutputFile file, String folder) {
                files.add(UnitExport.this.finish(file, told[0], Optional.of(folder)));
            }
        };
        try (UnitFiles open = new UnitFiles(rows, settings, making)) {
            for (Batch batch = batches.next(1); batch != null; batch = batches.next(open.rowsWanted())) {
                context.cancel().check();
                open.write(batch);
                progress.tell(batch);
            }
            open.finishEarlier();
            told[0] = new Told(batches.losses(), batches.emptied());
            open.finish();
        }
        if (files.isEmpty() && !told[0].lost().isEmpty()) {
            try (OutputFile file = open()) {
                files.add(finish(file, told[0], Optional.empty()));
            }
        }
    }

    /**
     * What a file tells of the mapping of its unit's rows; what became null, only the last one, for all of them, and also that
     * there was nothing: whoever has that knows that no file of the unit tells more than those at hand.
     */
    private record Told(Losses lost, Optional<List<Emptied>> emptied) {
        static final Told NOTHING = new Told(Losses.NONE, Optional.empty());
    }

    /** Tells how much has come in. */
    private final class Progress {
        private final Reader<U> reader;
        private long received;

        Progress(Reader<U> reader) {
            this.reader = reader;
            this.received = reader.bytesReceived();
        }

        void tell(Batch batch) {
            long now = reader.bytesReceived();
            context.events().accept(new Event.Progress(worker, batch.rows(), now - received));
            received = now;
        }
    }

    private boolean full(OutputFile file) {
        return file.rows() >= settings.rowsPerFile() || file.bytesExpected() >= settings.fileBytes();
    }

    /** What no file tells of yet. */
    private Losses untold(Losses lost) {
        return lost.minus(DataFile.lost(
                files.stream().map(written -> written.file().file()).toList()));
    }

    private int wanted(@Nullable OutputFile file) {
        if (file == null || full(file)) {
            return 1;
        }
        return (int) Math.min(file.rowsWanted(), settings.rowsPerFile() - file.rows());
    }

    private OutputFile open() {
        return new OutputFile(store, format, unit, table.plan().key(), attempt());
    }

    private String attempt() {
        return new StagedName(names.staged(), unit.ordinal(), table.epoch()).text();
    }

    /** {@code folder}: empty where the file as a whole tells it. */
    private Written finish(OutputFile file, Told told, Optional<String> folder) {
        OutputFile.Output output = file.finish(metadata(told));
        try {
            file.close();
            context.events()
                    .accept(new Event.FileWritten(
                            worker, table.name(), unit.id(), output.rows().rows(), output.bytes()));
            return new Written(
                    output.sealed(),
                    new UnitFile(
                            describe(output, told, folder),
                            output.sealed().blob().key()));
        } catch (RuntimeException | Error e) {
            Written.discard(store, output.sealed());
            throw e;
        }
    }

    private Map<String, String> metadata(Told told) {
        Map<String, String> metadata = new TreeMap<>(unit.origin());
        metadata.put("slipway.table", table.name());
        metadata.put("slipway.selection", table.plan().selection());
        metadata.put("slipway.unit", unit.id());
        table.plan().key().time().ifPresent(name -> metadata.put("slipway.key.time", name));
        table.plan().key().id().ifPresent(name -> metadata.put("slipway.key.id", name));
        unit.named().ifPresentOrElse(name -> metadata.put(UnitName.KEY, name.key()), () -> table.layout()
                .describe(metadata));
        if (!told.lost().isEmpty()) {
            metadata.put("slipway.lost", LossesJson.line(told.lost()));
        }
        told.emptied().ifPresent(columns -> metadata.put(EmptiedJson.KEY, EmptiedJson.line(columns)));
        return metadata;
    }

    private DataFile describe(OutputFile.Output output, Told told, Optional<String> known) {
        return new DataFile(
                unit.named()
                        .map(name -> name.key(files.size(), format.extension()))
                        .orElseGet(() -> key(output, known)),
                output.bytes(),
                output.sha256(),
                output.rows(),
                unit.id(),
                table.fingerprint(unit),
                told.lost(),
                told.emptied().orElse(List.of()),
                false);
    }

    private String key(OutputFile.Output output, Optional<String> known) {
        String ordinal = files.isEmpty() ? String.valueOf(unit.ordinal()) : unit.ordinal() + "." + files.size();
        FileName name = FileName.of(prefix, ordinal, names, format.extension(), output.range(), output.rows());
        String folder = known.orElseGet(() -> table.folders().of(output.range().last()));
        return folder.isEmpty() ? name.toString() : folder + '/' + name;
    }
}
