package dev.slipway.app.export;

import dev.slipway.job.ExportSettings;
import dev.slipway.job.Key;
import dev.slipway.parquet.Codec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values that the command line and job files write alike. */
public final class Spelled {
    /** What file names may begin with. */
    public static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.-]{1,40}");

    /** What a job may be called. */
    public static final Pattern JOB = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /** What a value may have, at most. */
    public static final long VALUE_BYTES_MAX = 1L << 30;

    private static final Pattern ZSTD = Pattern.compile("zstd(?::(-?\\d{1,2}))?");

    private Spelled() {}

    /**
     * {@code zstd}, {@code zstd:LEVEL}, {@code snappy} or {@code none}.
     *
     * @throws IllegalArgumentException for anything else, saying why
     */
    public static Codec codec(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        Matcher zstd = ZSTD.matcher(name);
        if (zstd.matches()) {
            int level = zstd.group(1) == null ? 1 : Integer.parseInt(zstd.group(1));
            if (level < 1 || level > 22) {
                throw new IllegalArgumentException("zstd has levels 1 to 22, not " + level);
            }
            return new Codec.Zstd(level);
        }
        return switch (name) {
            case "snappy" -> new Codec.Snappy();
            case "none" -> new Codec.None();
            default -> throw new IllegalArgumentException("is zstd, zstd:LEVEL, snappy or none, not '" + text + "'");
        };
    }

    /** As {@link #codec(String)} reads it. */
    public static String text(Codec codec) {
        return switch (codec) {
            case Codec.Zstd zstd -> "zstd:" + zstd.level();
            case Codec.Snappy snappy -> "snappy";
            case Codec.None none -> "none";
        };
    }

    /** A timestamp column, which may be left empty, and an id column, which may be left out. */
    public static Key key(List<String> names) {
        return new Key(
                Optional.of(names.getFirst().strip()).filter(name -> !name.isEmpty()),
                names.size() == 2 ? Optional.of(names.getLast().strip()) : Optional.empty());
    }

    /** What files that are open at once may hold for each of so many connections: two fifths of the heap for all. */
    public static long openBytesDefault(int connections) {
        return Math.min(
                ExportSettings.OpenFiles.DEFAULT.bytes(), Runtime.getRuntime().maxMemory() / 5 * 2 / connections);
    }

    /** A value is held about five times on its way, as it arrived and in forms of its page, in two thirds of the heap. */
    public static int valueBytesDefault() {
        return (int) Math.min(256 << 20, Runtime.getRuntime().maxMemory() / 8);
    }
}
