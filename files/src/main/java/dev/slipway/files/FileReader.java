package dev.slipway.files;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Losses;
import dev.slipway.job.Reader;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads files, one after the other. */
final class FileReader implements Reader<FileUnit> {
    private final FileSchema schema;
    private final FileSource.Settings settings;
    private final RejectLogs logs;
    private long bytes;
    private @Nullable Rows reading;

    FileReader(FileSchema schema, FileSource.Settings settings, RejectLogs logs) {
        this.schema = schema;
        this.settings = settings;
        this.logs = logs;
    }

    @Override
    public Batches read(FileUnit unit) {
        return unit.rejectsOf().isPresent()
                ? rejects(unit, unit.rejectsOf().get())
                : new Rows(unit.file(), logs.begin(unit.file()));
    }

    /** Those of a file whose rows were kept from an earlier run are found by reading it again, unless there are none. */
    private Batches rejects(FileUnit unit, String rows) {
        Optional<RejectLog.Rows> told = logs.rows(unit.file());
        OptionalLong published =
                told.isPresent() ? OptionalLong.empty() : settings.published().apply(rows);
        if (published.isPresent() && published.getAsLong() == 0) {
            return RejectTable.batches(unit.table(), Collections.emptyIterator());
        }
        RejectLog.Rows known = told.orElseGet(() -> again(unit.file()));
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

    private RejectLog.Rows again(FileInput file) {
        RejectLogs.Log log = logs.apart();
        try (Rows rows = new Rows(file, log)) {
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
        private final FileInput file;
        private final RejectLogs.Log log;
        private final Map<String, Long> rejected = new TreeMap<>();
        private final Batches rows;
        private long count;
        private boolean ended;

        Rows(FileInput file, RejectLogs.Log log) {
            this.file = file;
            this.log = log;
            try {
                rows = opened(file);
            } catch (Failure e) {
                log.fail(e);
                throw e;
            }
            reading = this;
        }

        private Batches opened(FileInput input) {
            return schema.format() instanceof FileFormat.Csv csv
                    ? CsvRows.open(settings.engine(), input, schema, csv, settings.temporary(), this::reject)
                    : FileRows.read(input, schema, settings.read(), this::reject);
        }

        /** Of what is not CSV, that is known only at the end. */
        long bytesRead() {
            return rows instanceof CsvRows csv ? csv.bytesRead() : ended ? file.size() : 0;
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
                    RecordCount.require(file, schema.format(), count, losses().rejected());
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
