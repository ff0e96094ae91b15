package dev.slipway.job;

import java.util.regex.Pattern;

/**
 * How an export lays out its files.
 *
 * @param prefix what the names of its files begin with
 * @param rowsPerFile a file is ended at this many rows
 * @param fileBytes a file is ended at about this many bytes
 * @param workers how many units are worked on at once
 * @param replaceSelection whether content that was exported with another selection may be replaced
 * @param layout in which folders they stand
 * @param open how many may be written at once when rows go to several folders
 */
public record ExportSettings(
        String prefix,
        long rowsPerFile,
        long fileBytes,
        int workers,
        boolean replaceSelection,
        Layout layout,
        OpenFiles open) {
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /**
     * What each worker may have open.
     *
     * @param count files at once; of more folders, the file that was written to longest ago is ended
     * @param bytes of memory in all; above that, the file that holds most is ended
     */
    public record OpenFiles(int count, long bytes) {
        /** 256 files in 256 MiB. */
        public static final OpenFiles DEFAULT = new OpenFiles(256, 256L << 20);

        public OpenFiles {
            if (count < 1 || bytes < 1) {
                throw new IllegalArgumentException("open files and their bytes are at least 1");
            }
        }
    }

    public ExportSettings {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("\"" + prefix + "\" is no prefix: 1 to 64 letters, digits, _, . or -");
        }
        if (rowsPerFile < 1 || fileBytes < 1 || workers < 1) {
            throw new IllegalArgumentException("rows per file, bytes per file and workers are at least 1");
        }
    }

    /** A folder for each table. */
    public ExportSettings(String prefix, long rowsPerFile, long fileBytes, int workers, boolean replaceSelection) {
        this(prefix, rowsPerFile, fileBytes, workers, replaceSelection, Layout.BY_PARTITION, OpenFiles.DEFAULT);
    }

    /** The same by so many workers. */
    public ExportSettings withWorkers(int count) {
        return new ExportSettings(prefix, rowsPerFile, fileBytes, count, replaceSelection, layout, open);
    }

    /** The same in other folders. */
    public ExportSettings with(Layout other, OpenFiles files) {
        return new ExportSettings(prefix, rowsPerFile, fileBytes, workers, replaceSelection, other, files);
    }
}
