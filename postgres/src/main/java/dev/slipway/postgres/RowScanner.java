package dev.slipway.postgres;

import java.util.OptionalInt;

/**
 * The first of two passes over what arrived: finds where each field of each whole row lies, looking at nothing else.
 * A row is a CopyData message: {@code 'd'}, its length, the number of fields, and for each field its length and bytes.
 */
final class RowScanner {
    /** Rows in a batch at most. */
    static final int ROWS_MAX = 8192;

    /** Why a scan stopped. */
    enum Stop {
        /** As many rows, or as many bytes, as were asked for. */
        FULL,
        /** The next message has not arrived whole. */
        MORE,
        /** The next message is not data. */
        CONTROL,
        /** The end marker of the data was read. */
        TRAILER,
        /** A row does not fill its message exactly: someone between server and client has cut the stream anew. */
        MISFIT
    }

    private static final int HEADER = 5;

    private final int fields;
    private final Slots[] slots;
    private int rows;
    private int fieldsNoted;

    RowScanner(int fields) {
        this.fields = fields;
        slots = new Slots[fields];
        for (int i = 0; i < fields; i++) {
            slots[i] = new Slots(ROWS_MAX);
        }
    }

    void clear() {
        rows = 0;
    }

    int rows() {
        return rows;
    }

    /** Where the values of a field lie; valid until {@link #clear()}. */
    Slots slots(int field) {
        slots[field].count = rows;
        return slots[field];
    }

    /** Takes whole rows from {@code inbox} until there are {@code rowsMax} or it stands at or behind {@code bytesEnd}. */
    Stop scan(Inbox inbox, int rowsMax, int bytesEnd) {
        byte[] data = inbox.data;
        int end = inbox.end;
        int position = inbox.start;
        Stop stop = Stop.FULL;
        while (rows < rowsMax && position < bytesEnd) {
            if (end - position < HEADER) {
                stop = Stop.MORE;
                break;
            }
            if (data[position] != 'd') {
                stop = Stop.CONTROL;
                break;
            }
            int length = BigEndian.intAt(data, position + 1);
            if (length < 4 || length > end - position - 1) {
                stop = length < 4 ? Stop.MISFIT : Stop.MORE;
                break;
            }
            int frameEnd = position + 1 + length;
            if (row(data, position + HEADER, frameEnd) != frameEnd) {
                boolean trailer = length == 6 && BigEndian.shortAt(data, position + HEADER) == -1;
                position = trailer ? frameEnd : position;
                stop = trailer ? Stop.TRAILER : Stop.MISFIT;
                break;
            }
            rows++;
            position = frameEnd;
        }
        inbox.start = position;
        return stop;
    }

    /**
     * Notes as many fields as there are of a row that has not arrived whole, and returns the last one, whose bytes are
     * missing; empty when not even its length is there.
     */
    OptionalInt partial(Inbox inbox) {
        int position = inbox.start + HEADER + 2;
        for (int i = 0; i < fields && inbox.end - position >= 4; i++) {
            int length = BigEndian.intAt(inbox.data, position);
            position += 4;
            slots[i].starts[rows] = position;
            slots[i].lengths[rows] = length;
            fieldsNoted = i;
            if (length > inbox.end - position) {
                return OptionalInt.of(i);
            }
            position += Math.max(length, 0);
        }
        return OptionalInt.empty();
    }

    /** Whether a field of a row was noted: of one that has not arrived whole, only the first are. */
    boolean noted(int field, int row) {
        return row < rows || field < fieldsNoted;
    }

    /**
     * Refuses a value of more than {@code bytesMax}.
     *
     * @throws Oversized naming row and field
     */
    void requireSize(int field, int row, int bytesMax) {
        if (slots[field].lengths[row] > bytesMax) {
            throw new Oversized(field, row, slots[field].lengths[row]);
        }
    }

    /** The same for all values of all rows. */
    void requireSizes(int bytesMax) {
        for (int row = 0; row < rows; row++) {
            for (int field = 0; field < fields; field++) {
                requireSize(field, row, bytesMax);
            }
        }
    }

    /** A value is larger than allowed. */
    static final class Oversized extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final int field;
        final int row;
        final int bytes;

        Oversized(int field, int row, int bytes) {
            super(bytes + " bytes", null, false, false);
            this.field = field;
            this.row = row;
            this.bytes = bytes;
        }
    }

    /** Notes the fields of one row and returns where it ends, or −1 when it does not fit the message. */
    private int row(byte[] data, int from, int end) {
        if (end - from < 2 || BigEndian.shortAt(data, from) != fields) {
            return -1;
        }
        int position = from + 2;
        int row = rows;
        for (Slots field : slots) {
            if (end - position < 4) {
                return -1;
            }
            int length = BigEndian.intAt(data, position);
            position += 4;
            field.starts[row] = position;
            field.lengths[row] = length;
            if (length > 0) {
                if (length > end - position) {
                    return -1;
                }
                position += length;
            }
        }
        return position;
    }
}
