package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.app.console.ByteSize;
import dev.slipway.job.ExportSettings;
import dev.slipway.job.Layout;
import dev.slipway.parquet.Codec;
import dev.slipway.parquet.PageVersion;
import dev.slipway.parquet.ParquetSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How files are cut, named and encoded, whatever the rows come from. */
final class FileOptions {
    static final String HIVE_DATE = "hive-date";

    @Option(
            names = "--prefix",
            paramLabel = "TEXT",
            defaultValue = "slipway",
            description = "What file names begin with (default: ${DEFAULT-VALUE}).")
    String prefix = "slipway";

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            defaultValue = "by-partition",
            description = "Where files stand: by-partition, in a folder for each table; flat; hive-date, as"
                    + " year=YYYY/month=MM/half=HH; or a pattern such as 'day={date:yyyy-MM-dd}/kind={kind}'"
                    + " (default: ${DEFAULT-VALUE}).")
    String layout = "by-partition";

    @Option(
            names = "--layout-by",
            paramLabel = "COLUMN",
            description = "The column whose date the layout goes by (default: the time of the key).")
    @Nullable
    String layoutBy;

    @Option(
            names = "--no-split",
            description =
                    "With hive-date, a file stands where its table's name or its last row says; rows are not split.")
    boolean noSplit;

    @Option(
            names = "--open-files",
            paramLabel = "COUNT",
            defaultValue = "256",
            description =
                    "So many files of different folders may be open for each connection (default: ${DEFAULT-VALUE}).")
    int openFiles = ExportSettings.OpenFiles.DEFAULT.count();

    @Option(
            names = "--open-bytes",
            paramLabel = "SIZE",
            description =
                    "Memory for open files of each connection; above that, the largest is ended (default: 256MiB, or"
                            + " its share of two fifths of the heap if that is less).")
    @Nullable
    ByteSize openBytes;

    @Option(
            names = "--rows-per-file",
            paramLabel = "ROWS",
            description = "End a file at this many rows (default: no limit).")
    long rowsPerFile = Long.MAX_VALUE;

    @Option(
            names = "--file-bytes",
            paramLabel = "SIZE",
            defaultValue = "1GB",
            description = "End a file at about this size (default: ${DEFAULT-VALUE}).")
    ByteSize fileBytes = new ByteSize(1_000_000_000);

    @Option(
            names = "--codec",
            paramLabel = "CODEC",
            defaultValue = "zstd:1",
            description = "zstd, zstd:LEVEL, snappy or none (default: ${DEFAULT-VALUE}).")
    String codec = "zstd:1";

    @Option(names = "--page-version", paramLabel = "1|2", description = "Version of the data pages (default: 2).")
    int pageVersion = 2;

    @Option(
            names = "--group-rows",
            paramLabel = "ROWS",
            description = "End a row group at this many rows (default: 500,000).")
    int groupRows = ParquetSettings.DEFAULT.groupRows();

    @Option(
            names = "--value-bytes-max",
            paramLabel = "SIZE",
            description =
                    "Refuse larger values, naming their row (default: 256MiB, or an eighth of the heap if that is less).")
    @Nullable
    ByteSize valueBytesMax;

    @Option(
            names = "--replace",
            description =
                    "Replace what the folder holds of the same table, even if it was another selection of its rows.")
    boolean replace;

    /**
     * Where files go.
     *
     * @param workers how many units of a run are worked on at once
     * @param runs how many runs there are at once
     */
    ExportSettings export(int workers, int runs) {
        if (!Spelled.PREFIX.matcher(prefix).matches()) {
            throw refused("--prefix is 1 to 40 letters, digits, '_', '.' or '-', not '" + prefix + "'");
        }
        if (rowsPerFile < 1 || fileBytes.bytes() < 1) {
            throw refused("--rows-per-file and --file-bytes are at least 1");
        }
        return new ExportSettings(prefix, rowsPerFile, fileBytes.bytes(), workers, replace)
                .with(layout(), open(workers * runs));
    }

    /** Leaves rows of several dates in one file, where the layout goes by dates at all. */
    void doNotSplit() {
        noSplit |= layout.equals(HIVE_DATE);
    }

    private Layout layout() {
        try {
            return new Layout(layout, Optional.ofNullable(layoutBy), !noSplit);
        } catch (IllegalArgumentException e) {
            throw refused("--layout: " + e.getMessage());
        }
    }

    private ExportSettings.OpenFiles open(int connections) {
        long bytes = openBytes == null ? Spelled.openBytesDefault(connections) : openBytes.bytes();
        if (openFiles < 1 || bytes < 1) {
            throw refused("--open-files and --open-bytes are at least 1");
        }
        return new ExportSettings.OpenFiles(openFiles, bytes);
    }

    int valueBytes() {
        if (valueBytesMax == null) {
            return Spelled.valueBytesDefault();
        }
        if (valueBytesMax.bytes() > Spelled.VALUE_BYTES_MAX) {
            throw refused("--value-bytes-max is at most 1GiB");
        }
        return (int) valueBytesMax.bytes();
    }

    ParquetSettings parquet() {
        if (groupRows < 1) {
            throw refused("--group-rows is at least 1");
        }
        return ParquetSettings.DEFAULT
                .withCodec(codec())
                .withPageVersion(
                        switch (pageVersion) {
                            case 1 -> PageVersion.V1;
                            case 2 -> PageVersion.V2;
                            default -> throw refused("--page-version is 1 or 2, not " + pageVersion);
                        })
                .withGroups(groupRows, ParquetSettings.DEFAULT.groupBytes())
                .withValueBytesMax(valueBytes());
    }

    private Codec codec() {
        try {
            return Spelled.codec(codec);
        } catch (IllegalArgumentException e) {
            throw refused("--codec " + e.getMessage());
        }
    }

    private static Failure refused(String what) {
        return new Failure(Failure.Kind.CONFIG, what);
    }
}
