package dev.slipway.files;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Losses;
import dev.slipway.job.Reader;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads files, one after the other. */
final class FileReader implements Reader<FileUnit> {
    private final FileSource.Settings settings;
    private final RejectLogs logs;
    private long bytes;
    private @Nullable Rows reading;

    FileReader(FileSource.Settings settings, RejectLogs logs) {
        this.settings = settings;
        this.logs = logs;
    }

    @Override
    public Batches read(FileUnit unit) {
        FileRead file = unit.file().orElseThrow(() -> gone(unit));
        return unit.rejectsOf().isPresent()
                ? rejects(unit, file, unit.rejectsOf().get())
                : new Rows(unit, file, logs.begin(unit.id()));
    }

    private static Failure gone(FileUnit unit) {
        return new Failure(
                Failure.Kind.INPUT,
                "what was made of "
                        + UnitIds.file(unit.id())
                                .substring(unit.table().qualifiedName().length() + 1)
                        + " is gone or not whole any more, and this run does not read that file: put back what was"
                        + " made of it, or have the file read again");
    }

    /** Those of a file whose rows were kept from an earlier run are found by reading it again, unless there are none. */
    private Batches rejects(FileUnit unit, FileRead file, String rows) {
        Optional<RejectLog.Rows> told = logs.rows(rows);
        boolean none = told.isEmpty()
                && settings.published()
                        .of(rows)
                        .filter(files -> files.rejected() == 0)
                        .isPresent();
        if (none) {
            return RejectTable.batches(unit.table(), Collections.emptyIterator());
        }
        RejectLog.Rows known = told.orElseGet(() -> again(unit, file));
        Batches batches = RejectTable.batches(unit.table(), known);
        return new Batches() {
            @Override
            public @Nullable Batch next(int rowsMax) {
                return batches.next(rowsMax);
            }

            @Override
            public void close() {
                batches.close();
                known.close();
            }
        };
    }

    /** The records of a file as its schema reads them, before anything is made of them. */
    static Batches records(FileRead read, CsvPiece piece, ReadSettings settings, Rejects rejects) {
        FileSchema schema = read.schema().asRead();
        return schema.format() instanceof FileFormat.Csv csv
                ? CsvRows.open(read.input(), schema, csv, piece, rejects)
                : FileRows.read(read.input(), schema, settings, rejects);
    }

    private RejectLog.Rows again(FileUnit unit, FileRead file) {
        RejectLogs.Log log = logs.apart();
        try (Rows rows = new Rows(unit, file, log)) {
            Batch batch = rows.next(Integer.MAX_VALUE);
            while (batch != null) {
                batch = rows.next(Integer.MAX_VALUE);
            }
        }
        return log.rows();
    }

    @Override
    public long bytesReceived() {
        Rows present = reading;
        return bytes + (present == null ? 0 : present.bytesRead());
    }

    @Override
    public void close() {
        // Each file is closed when it was read.
    }

    /** The rows of a file, which are as many as its records are without its rejects. */
    private final class Rows implements Batches {
        private final FileRead read;
        private final CsvPiece piece;
        private final FileInput file;
        private final RejectLogs.Log log;
        private final Map<String, Long> rejected = new TreeMap<>();
        private final Batches rows;
        private @Nullable CsvRows csvRows;
        private long count;
        private boolean ended;

        Rows(FileUnit unit, FileRead read, RejectLogs.Log log) {
            this.read = read;
            piece = unit.piece();
            this.file = read.input();
            this.log = log;
            try {
                rows = opened();
            } catch (Failure e) {
                log.fail(e);
                throw e;
            } catch (RuntimeException | Error e) {
                // Or whoever wants the rejects would wait for ever.
                log.end(false);
                throw e;
            }
            reading = this;
        }

        private Batches opened() {
            Batches records = records(read, piece, settings.read(), this::reject);
            csvRows = records instanceof CsvRows csv ? csv : null;
            return read.schema().readsAsIs() ? records : new Completed(records, read);
        }

        private long counted() {
            return piece.records() < 0 ? RecordCount.of(file, read.schema().format()) : piece.records();
        }

        /** Of what is not CSV, that is known only at the end. */
        long bytesRead() {
            CsvRows csv = csvRows;
            return csv != null ? csv.bytesRead() : ended ? file.size() : 0;
        }

        private void reject(Reject reject) {
            log.add(reject);
            rejected.merge(reject.column().orElse("record"), 1L, Long::sum);
        }

        @Override
        public @Nullable Batch next(int rowsMax) {
            try {
                Batch batch = rows.next(rowsMax);
                if (batch != null) {
                    count += batch.rows();
                } else if (!ended) {
                    RecordCount.require(file, counted(), count, losses().rejected());
                    ended = true;
                    bytes += bytesRead();
                    reading = null;
                    log.end(true);
                }
                return batch;
            } catch (Failure e) {
                ended = true;
                log.fail(e);
                throw e;
            }
        }

        @Override
        public Losses losses() {
            return new Losses(rejected.entrySet().stream()
                    .map(entry -> new Losses.OfColumn(entry.getKey(), 0, entry.getValue()))
                    .toList());
        }

        @Override
        public void close() {
            rows.close();
            reading = null;
            if (!ended) {
                ended = true;
                log.end(false);
            }
        }
    }
}
