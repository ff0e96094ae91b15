package dev.slipway.files;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Takes the records of CSV text apart, some thousand at a time: each value is a text where it arrived, or null. A record that
 * cannot be taken apart is told as a fault, and the next one is read. Closing it closes the text. Not thread-safe.
 */
final class CsvRecords implements AutoCloseable {
    /** The most records at a time. */
    private static final int ROWS_MAX = 8192;

    private static final int ROWS_FIRST = 256;

    /** With what is made of them, so many bytes fit the cache of a core. */
    private static final int CHUNK = 1 << 19;

    private static final int CHUNK_MIN = 1 << 4;

    /** An array that one huge record made is not kept for all that follow. */
    private static final int KEPT_MAX = 8 << 20;

    private final InputStream in;
    private final int values;
    private final int bytesMax;
    private final int comment;
    private final CsvFields fields;
    private final FileFormat.Csv format;
    private final byte[][] unescaped;
    private final int[][] starts;
    private final int[][] lengths;
    private int[] rowStarts = new int[ROWS_FIRST];
    private int[] rowEnds = new int[ROWS_FIRST];
    private long[] rowLines = new long[ROWS_FIRST];
    private final List<CsvReject> faults = new ArrayList<>();
    private long[] spans = new long[0];
    private int rows;

    private int chunk;
    private byte[] data = new byte[0];
    private int limit;
    private int at;
    private long left;
    private long read;
    private boolean over;
    private long line;
    private int headers;
    private int skip;
    private boolean passing;

    /**
     * Begins where {@code in} stands.
     *
     * @param values that a record has
     * @param piece what {@code in} is at the beginning of
     * @param bytesLikely how many there are of it: less memory for little text
     * @param bytesMax more than these, a record cannot have
     */
    CsvRecords(InputStream in, FileFormat.Csv format, int values, CsvPiece piece, long bytesLikely, int bytesMax) {
        this.in = in;
        this.format = format;
        this.values = values;
        this.bytesMax = bytesMax;
        // One more, so that the end is seen without reading again.
        chunk = Math.clamp(bytesLikely + 1, CHUNK_MIN, CHUNK);
        comment = format.comment().map(c -> (int) c).orElse(-1);
        fields = new CsvFields(format, values);
        unescaped = new byte[values][0];
        starts = new int[values][0];
        lengths = new int[values][0];
        left = piece.bytes();
        line = piece.line();
        headers = piece.first() && format.header() ? 1 : 0;
        skip = piece.first() ? format.skip() : 0;
    }

    /** Takes at most so many records apart, or finds none but faults; false when there are no more. Forgets those before. */
    boolean next(int rowsMax) throws IOException {
        rows = 0;
        faults.clear();
        while (true) {
            take(Math.min(rowsMax, ROWS_MAX));
            if (rows > 0 || !faults.isEmpty()) {
                return true;
            }
            if (over) {
                return false;
            }
            if (limit - at > bytesMax) {
                tooLong();
                return true;
            }
            fill();
        }
    }

    /** Takes apart what is whole in the text at hand. */
    private void take(int rowsMax) {
        while (rows < rowsMax && reachRecord()) {
            if (spans.length < (rows + 1) * values) {
                spans = Arrays.copyOf(spans, Math.max(2 * spans.length, 64 * values));
            }
            if (!fields.read(data, at, limit, over, spans, rows * values)) {
                return;
            }
            String fault = fields.end - at > bytesMax ? tooLong(fields.end - at) : fields.fault;
            if (headers > 0) {
                headers--;
            } else if (fault.isEmpty()) {
                row();
            } else {
                faults.add(new CsvReject(at, fields.end, fields.end - at, line, Optional.empty(), fault));
            }
            at = fields.next;
            line += fields.lines;
        }
    }

    private void row() {
        if (rows == rowStarts.length) {
            rowStarts = Arrays.copyOf(rowStarts, 2 * rows);
            rowEnds = Arrays.copyOf(rowEnds, 2 * rows);
            rowLines = Arrays.copyOf(rowLines, 2 * rows);
        }
        rowStarts[rows] = at;
        rowEnds[rows] = fields.end;
        rowLines[rows] = line;
        rows++;
    }

    private String tooLong(long length) {
        return "has " + length + " bytes, more than the " + bytesMax + " that a record may have";
    }

    /** Goes to where a record begins, past empty lines and those that are no records; false if none does in what was read. */
    private boolean reachRecord() {
        while (at < limit) {
            byte c = data[at];
            if (passing || skip > 0 || c == comment) {
                if (!passLine()) {
                    return false;
                }
            } else if (c == '\n' || c == '\r') {
                if (!lineBreak()) {
                    return false;
                }
            } else {
                return true;
            }
        }
        return false;
    }

    private boolean passLine() {
        passing = true;
        while (at < limit && data[at] != '\n' && data[at] != '\r') {
            at++;
        }
        if (at == limit || !lineBreak()) {
            return false;
        }
        passing = false;
        skip = Math.max(0, skip - 1);
        return true;
    }

    /** Passes over the end of a line, which may be two bytes; false if the second one may not have been read yet. */
    private boolean lineBreak() {
        boolean carriage = data[at] == '\r';
        if (carriage && at + 1 == limit && !over) {
            return false;
        }
        at += carriage && at + 1 < limit && data[at + 1] == '\n' ? 2 : 1;
        line++;
        return true;
    }

    /** Reads more behind what is left, which moves to the front. */
    private void fill() throws IOException {
        int kept = limit - at;
        int needed = kept < chunk / 2 ? chunk : (int) Math.min(2L * kept, (long) bytesMax + CHUNK);
        byte[] target = data.length > needed && data.length <= Math.max(KEPT_MAX, needed) ? data : new byte[needed + 1];
        System.arraycopy(data, at, target, 0, kept);
        data = target;
        at = 0;
        limit = kept;
        int wanted = (int) Math.min(left, needed - kept);
        int count = in.readNBytes(data, limit, wanted);
        limit += count;
        read += count;
        left -= count;
        over = count < wanted || left == 0;
        data[limit] = '\n';
        chunk = Math.min(2 * chunk, CHUNK);
    }

    /** Keeps the beginning of a record that is too long, and passes over its end, which the walk knows that looks for ends alone. */
    private void tooLong() throws IOException {
        long[] to = {-1};
        CsvScan walk = new CsvScan(format.records(), (number, first, from, end) -> {
            to[0] = end;
            return false;
        });
        walk.walk(data, at, limit);
        long length = (long) limit - at;
        byte[] head = Arrays.copyOfRange(data, at, at + Reject.RAW_BYTES_MAX + 4);
        data = Arrays.copyOf(head, head.length + CHUNK + 1);
        int ended = -1;
        while (ended < 0 && !over) {
            int wanted = (int) Math.min(left, CHUNK);
            int count = in.readNBytes(data, head.length, wanted);
            read += count;
            left -= count;
            over = count < wanted || left == 0;
            limit = head.length + count;
            ended = walk.walk(data, head.length, limit);
            length += count;
        }
        data[limit] = '\n';
        at = ended < 0 ? limit : ended;
        long size = ended < 0 ? length : to[0];
        faults.add(new CsvReject(0, head.length, size, line, Optional.empty(), tooLong(size)));
        // The end of its last line is passed over when the next record is looked for.
        line += walk.lines() - (ended < 0 ? 0 : 1);
    }

    /** How many records were taken apart. */
    int rows() {
        return rows;
    }

    /** Those that cannot be, in their order. */
    List<CsvReject> faults() {
        return faults;
    }

    /** A record that was taken apart, as one that is no row after all. */
    CsvReject reject(int row, Optional<String> column, String reason) {
        int start = rowStarts[row];
        return new CsvReject(start, rowEnds[row], rowEnds[row] - start, rowLines[row], column, reason);
    }

    /** What is wrong with the bytes of a record; empty if it is UTF-8. */
    Optional<String> wrongBytes(int row) {
        int bad = Utf8.firstBad(data, rowStarts[row], rowEnds[row]);
        return bad == rowEnds[row]
                ? Optional.empty()
                : Optional.of("is not UTF-8 from byte " + (bad - rowStarts[row]) + " of it on");
    }

    /** Whether all of it is UTF-8. */
    boolean isText() {
        return rows == 0 || Utf8.valid(data, rowStarts[0], rowEnds[rows - 1]);
    }

    /** The text at hand. */
    byte[] data() {
        return data;
    }

    /** How many bytes of the text are behind us. */
    long bytes() {
        return read - (limit - at);
    }

    /** The values of the records at this position, borrowed until there are others. */
    Column.Bytes column(int position) {
        if (starts[position].length < rows) {
            starts[position] = new int[Math.min(ROWS_MAX, rows + rows / 2)];
            lengths[position] = new int[starts[position].length];
        }
        int[] begin = starts[position];
        int[] length = lengths[position];
        long[] present = new long[Validity.words(rows)];
        int nulls = 0;
        int escaped = 0;
        for (int row = 0, place = position; row < rows; row++, place += values) {
            long span = spans[place];
            int found = (int) span;
            begin[row] = (int) (span >>> 32);
            length[row] = Math.max(found, 0);
            present[row >>> 6] |= (found == CsvFields.NULL ? 0L : 1L) << row;
            nulls += found == CsvFields.NULL ? 1 : 0;
            escaped += found <= CsvFields.ESCAPED ? 1 : 0;
        }
        Validity validity = nulls == 0 ? Validity.ALL : new Validity(present, nulls);
        return new Column.Bytes(escaped == 0 ? data : gathered(position), begin, length, validity);
    }

    /** All values of a column of which some are escaped, behind each other. */
    private byte[] gathered(int position) {
        int[] begin = starts[position];
        int[] length = lengths[position];
        int size = 0;
        for (int row = 0; row < rows; row++) {
            size += length(spans[row * values + position]);
        }
        if (unescaped[position].length < size || unescaped[position].length > Math.max(KEPT_MAX, size)) {
            unescaped[position] = new byte[size + size / 4];
        }
        byte[] into = unescaped[position];
        int to = 0;
        for (int row = 0; row < rows; row++) {
            long span = spans[row * values + position];
            int stop;
            if ((int) span <= CsvFields.ESCAPED) {
                stop = fields.unescape(data, begin[row], length(span), into, to);
            } else {
                System.arraycopy(data, begin[row], into, to, length[row]);
                stop = to + length[row];
            }
            begin[row] = to;
            length[row] = stop - to;
            to = stop;
        }
        return into;
    }

    private static int length(long span) {
        int length = (int) span;
        return length <= CsvFields.ESCAPED ? CsvFields.ESCAPED - length : Math.max(length, 0);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // What was read was read.
        }
    }
}
