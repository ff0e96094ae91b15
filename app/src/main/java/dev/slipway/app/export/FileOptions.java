package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.app.console.ByteSize;
import dev.slipway.job.ExportSettings;
import dev.slipway.parquet.Codec;
import dev.slipway.parquet.PageVersion;
import dev.slipway.parquet.ParquetSettings;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How files are cut, named and encoded, whatever the rows come from. */
final class FileOptions {
    private static final Pattern ZSTD = Pattern.compile("zstd(?::(-?\\d{1,2}))?");

    @Option(
            names = "--prefix",
            paramLabel = "TEXT",
            defaultValue = "slipway",
            description = "What file names begin with (default: ${DEFAULT-VALUE}).")
    String prefix = "slipway";

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

    ExportSettings export(int workers) {
        if (!prefix.matches("[A-Za-z0-9_.-]{1,40}")) {
            throw refused("--prefix is 1 to 40 letters, digits, '_', '.' or '-', not '" + prefix + "'");
        }
        if (rowsPerFile < 1 || fileBytes.bytes() < 1) {
            throw refused("--rows-per-file and --file-bytes are at least 1");
        }
        return new ExportSettings(prefix, rowsPerFile, fileBytes.bytes(), workers, replace);
    }

    /** A value is held about five times on its way, as it arrived and in forms of its page, in two thirds of the heap. */
    int valueBytes() {
        if (valueBytesMax == null) {
            return (int) Math.min(256 << 20, Runtime.getRuntime().maxMemory() / 8);
        }
        if (valueBytesMax.bytes() > 1L << 30) {
            throw refused("--value-bytes-max is at most 1GiB");
        }
        return (int) valueBytesMax.bytes();
    }

    /** {@code sorting}: the columns that the rows are sorted by, if they are. */
    ParquetSettings parquet(List<String> sorting) {
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
                .withValueBytesMax(valueBytes())
                .withSorting(sorting);
    }

    private Codec codec() {
        String name = codec.toLowerCase(Locale.ROOT);
        Matcher zstd = ZSTD.matcher(name);
        if (zstd.matches()) {
            int level = zstd.group(1) == null ? 1 : Integer.parseInt(zstd.group(1));
            if (level < 1 || level > 22) {
                throw refused("--codec zstd has levels 1 to 22, not " + level);
            }
            return new Codec.Zstd(level);
        }
        return switch (name) {
            case "snappy" -> new Codec.Snappy();
            case "none" -> new Codec.None();
            default -> throw refused("--codec is zstd, zstd:LEVEL, snappy or none, not '" + codec + "'");
        };
    }

    private static Failure refused(String what) {
        return new Failure(Failure.Kind.CONFIG, what);
    }
}
