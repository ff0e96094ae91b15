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
 */
public record ExportSettings(String prefix, long rowsPerFile, long fileBytes, int workers, boolean replaceSelection) {
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    public ExportSettings {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("\"" + prefix + "\" is no prefix: 1 to 64 letters, digits, _, . or -");
        }
        if (rowsPerFile < 1 || fileBytes < 1 || workers < 1) {
            throw new IllegalArgumentException("rows per file, bytes per file and workers are at least 1");
        }
    }
}
