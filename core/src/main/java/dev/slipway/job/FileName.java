package dev.slipway.job;

import dev.slipway.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file's name, which says what the file holds:
 * {@code {prefix}_{schema}.{table}_{startTs}_{startId8}-{endTs}_{endId8}_rows-{count}.parquet}. Ids may contain {@code _}
 * and {@code -}, so the tail is read from the right by its fixed widths.
 *
 * @param head prefix, schema and table, which are not read back
 * @param first the first row by (time, id)
 * @param last the last row by (time, id)
 * @param rows how many rows
 * @param extension without a dot
 */
public record FileName(String head, RowName first, RowName last, long rows, String extension) {
    /** Names are no longer than this many bytes. */
    static final int BYTES_MAX = 200;

    private static final Pattern TAIL = Pattern.compile("(.*)_(\\d{8}T\\d{6}Z)_([A-Za-z0-9_-]{8})-(\\d{8}T\\d{6}Z)_"
            + "([A-Za-z0-9_-]{8})_rows-(\\d{1,18})\\.([a-z0-9]+)");

    /**
     * How a name tells a row.
     *
     * @param time {@code YYYYMMDDTHHMMSSZ} in UTC, fractions cut off; zeros when there is none that fits
     * @param id 8 characters
     */
    public record RowName(String time, String id) {
        /** A row without time and id. */
        public static final RowName NONE = new RowName("00000000T000000Z", "--------");
    }

    /** The name of a file of ours: its prefix also tells the file's ordinal and the beginning of the rows' digest. */
    static FileName of(
            String prefix, String ordinal, DataNames names, String extension, KeyRange range, Digest digest) {
        String start = prefix + '-' + ordinal + '-' + digest.hex().substring(0, 8) + '_';
        FileName bare = new FileName(start, range.first(), range.last(), digest.rows(), extension);
        int room = BYTES_MAX - bare.toString().length();
        return new FileName(start + names.table(room), range.first(), range.last(), digest.rows(), extension);
    }

    /** Reads the last part of a key or path, if it follows the grammar. */
    public static Optional<FileName> parse(String key) {
        Matcher matcher = TAIL.matcher(key.substring(key.lastIndexOf('/') + 1));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new FileName(
                matcher.group(1),
                new RowName(matcher.group(2), matcher.group(3)),
                new RowName(matcher.group(4), matcher.group(5)),
                Long.parseLong(matcher.group(6)),
                matcher.group(7)));
    }

    @Override
    public String toString() {
        return head + '_' + first.time() + '_' + first.id() + '-' + last.time() + '_' + last.id() + "_rows-" + rows
                + '.' + extension;
    }

    /** Everything but {@code [A-Za-z0-9_.-]} as {@code %} and two hexadecimal digits of its UTF-8 bytes. */
    static String escape(String name) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-');
            if (plain) {
                escaped.append(c);
            } else {
                escaped.append('%').append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            }
        }
        return escaped.toString();
    }
}
