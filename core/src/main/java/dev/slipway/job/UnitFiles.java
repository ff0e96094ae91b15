package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files that a unit's rows go to at the same time, one for each folder, as many as memory allows. Which file is ended
 * early, and when, depends on the rows and not on how they were cut into batches.
 */
final class UnitFiles implements AutoCloseable {
    /** Memory is looked at each time so many rows were written. */
    private static final int STRIDE_ROWS = 2_048;

    /** More than this makes a unit that no one wants to read again. */
    private static final int FILES_MAX = 10_000;

    /** Begins files and ends them. */
    interface Making {
        OutputFile open();

        void finish(OutputFile file, String folder);
    }

    private final RowFolders folders;
    private final ExportSettings settings;
    private final Making making;
    private final Map<Integer, Open> open = new LinkedHashMap<>();
    private @Nullable Open[] byFolder = new Open[16];
    private long rows;
    private int begun;

    /** A file that is open, and the rows of the batch at hand that will go to it. */
    private static final class Open {
        final int folder;
        final OutputFile file;
        long lastRow;
        int[] pending = new int[16];
        int count;

        /** How many rows it takes before it must be looked at. */
        long room;

        Open(int folder, OutputFile file) {
            this.folder = folder;
            this.file = file;
        }

        void add(int row) {
            if (count == pending.length) {
                pending = Arrays.copyOf(pending, count * 2);
            }
            pending[count++] = row;
        }
    }

    UnitFiles(Folders.ByRow folders, ExportSettings settings, Making making) {
        this.folders = new RowFolders(folders);
        this.settings = settings;
        this.making = making;
    }

    /** How many rows the next batch may have at most. */
    int rowsWanted() {
        return STRIDE_ROWS - (int) (rows % STRIDE_ROWS);
    }

    /** Writes each row to the file of its folder. */
    void write(Batch batch) {
        int[] numbers = folders.of(batch);
        for (int i = 0; i < numbers.length; i++) {
            Open file = of(batch, numbers[i]);
            file.add(i);
            file.lastRow = rows++;
            if (file.count == file.room) {
                flush(batch, file);
            }
        }
        List.copyOf(open.values()).forEach(file -> flush(batch, file));
        // A few rows can be as large as many: then sooner, and for once where a batch happens to end.
        long bytesMax = rows % STRIDE_ROWS == 0
                ? settings.open().bytes()
                : 2 * settings.open().bytes();
        while (open.size() > 1 && held() > bytesMax) {
            finish(open.values().stream()
                    .max(Comparator.comparingLong(file -> file.file.bytesHeld()))
                    .orElseThrow());
        }
    }

    private Open of(Batch batch, int folder) {
        if (folder >= byFolder.length) {
            byFolder = Arrays.copyOf(byFolder, Math.max(folder + 1, byFolder.length * 2));
        }
        Open file = byFolder[folder];
        if (file != null && file.count == 0 && full(file)) {
            finish(file);
            file = null;
        }
        return file == null ? begin(batch, folder) : file;
    }

    private Open begin(Batch batch, int folder) {
        if (open.size() == settings.open().count()) {
            Open oldest = open.values().stream()
                    .min(Comparator.comparingLong(file -> file.lastRow))
                    .orElseThrow();
            flush(batch, oldest);
            finish(oldest);
        }
        if (++begun > FILES_MAX) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "the layout makes more than " + FILES_MAX + " files of " + rows + " rows of "
                            + batch.table().qualifiedName()
                            + ": choose folders that more rows share, read the rows in their order (--order key), or allow"
                            + " more --open-files");
        }
        Open file = new Open(folder, making.open());
        file.room = room(file);
        open.put(folder, file);
        byFolder[folder] = file;
        return file;
    }

    private boolean full(Open file) {
        return file.file.rows() >= settings.rowsPerFile() || file.file.bytesExpected() >= settings.fileBytes();
    }

    private long room(Open file) {
        return Math.min(file.file.rowsWanted(), settings.rowsPerFile() - file.file.rows());
    }

    private void flush(Batch batch, Open file) {
        if (file.count > 0) {
            boolean all = file.count == batch.rows();
            file.file.write(all ? batch : batch.at(Arrays.copyOf(file.pending, file.count)));
            file.count = 0;
            file.room = room(file);
        }
    }

    private long held() {
        return open.values().stream().mapToLong(file -> file.file.bytesHeld()).sum();
    }

    private void finish(Open file) {
        open.remove(file.folder);
        byFolder[file.folder] = null;
        try (OutputFile ended = file.file) {
            making.finish(ended, folders.name(file.folder));
        }
    }

    /** Ends all but the one that was begun last. */
    void finishEarlier() {
        while (open.size() > 1) {
            finish(open.values().iterator().next());
        }
    }

    /** Ends the last. */
    void finish() {
        finishEarlier();
        List.copyOf(open.values()).forEach(this::finish);
    }

    /** Gives up what is open. */
    @Override
    public void close() {
        List<Open> left = List.copyOf(open.values());
        open.clear();
        RuntimeException thrown = null;
        for (Open file : left) {
            try {
                file.file.close();
            } catch (RuntimeException e) {
                if (thrown == null) {
                    thrown = e;
                } else {
                    thrown.addSuppressed(e);
                }
            }
        }
        if (thrown != null) {
            throw thrown;
        }
    }
}
