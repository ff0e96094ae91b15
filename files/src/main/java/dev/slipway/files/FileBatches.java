package dev.slipway.files;

import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of the records of a file; what is no row goes to the rejects. */
final class FileBatches implements Batches {
    private final String file;
    private final Records records;
    private final RecordReader reader;
    private final Rejects rejects;
    private final RowBuilder rows;
    private final int bytesMax;

    FileBatches(
            String file,
            Records records,
            RecordReader reader,
            RowBuilder rows,
            ReadSettings settings,
            Rejects rejects) {
        this.file = file;
        this.records = records;
        this.reader = reader;
        this.rejects = rejects;
        this.rows = rows;
        bytesMax = settings.recordBytesMax();
    }

    @Override
    public @Nullable Batch next(int rowsMax) {
        rows.clear();
        try {
            while (!rows.full(rowsMax) && records.next()) {
                record();
            }
        } catch (IOException e) {
            throw FileTrouble.unread(file, e);
        }
        return rows.rows() == 0 ? null : rows.batch();
    }

    private void record() {
        if (!records.whole()) {
            reject("", "has " + records.size() + " bytes, more than the " + bytesMax + " that a record may have");
            return;
        }
        byte[] data = records.data();
        int bad = Utf8.firstBad(data, records.start(), records.end());
        if (bad < records.end()) {
            reject("", "is not UTF-8 from byte " + (bad - records.start()) + " of it on");
            return;
        }
        try {
            reader.read(data, records.start(), records.end(), rows);
            rows.end();
        } catch (Unfit e) {
            rows.undo();
            reject(e.column(), e.reason());
        }
    }

    private void reject(String column, String reason) {
        String raw = RawText.of(records.data(), records.start(), records.end(), records.size());
        Optional<String> where = column.isEmpty() ? Optional.empty() : Optional.of(column);
        rejects.add(new Reject(file, records.line(), where, raw, reason));
    }

    @Override
    public void close() {
        try {
            records.close();
        } catch (IOException e) {
            // What was read was read.
        }
    }
}
