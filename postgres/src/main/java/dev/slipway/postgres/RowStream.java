package dev.slipway.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/**
 * The rows of one COPY as they arrive. Counts them against what the server says it sent, so that a stream that ends
 * early can never pass for a short one. Not thread-safe.
 */
final class RowStream {
    /** What every binary COPY begins with; flags and the length of an extension follow. */
    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

    private static final int FILE_HEADER = 19;
    private static final int MESSAGE_HEADER = 5;

    /** Rows beyond these bytes go into the next batch: with what is made of them, it should fit a core's cache. */
    private static final int BATCH_BYTES = 1 << 19;

    private final Inbox inbox;
    private final RowScanner scanner;
    private final int valueBytesMax;
    private CopyStream stream;
    private boolean begun;
    private boolean trailer;
    private boolean done;
    private boolean complete;
    private long rowsBefore;
    private long rowsClaimed = -1;

    RowStream(CopyStream stream, Inbox inbox, RowScanner scanner, int valueBytesMax) {
        this.stream = stream;
        this.inbox = inbox;
        this.scanner = scanner;
        this.valueBytesMax = valueBytesMax;
    }

    /** Whether everything up to ReadyForQuery was read and found in order. */
    boolean complete() {
        return complete;
    }

    long bytesReceived() {
        return stream.bytesReceived();
    }

    /** Has the scanner note rows until there are enough of them, or no more to come. Gives back the last ones. */
    void gather(int rowsMax) throws IOException, SQLException {
        rowsBefore += scanner.rows();
        scanner.clear();
        inbox.compact();
        int bytesEnd = inbox.start + BATCH_BYTES;
        while (!complete) {
            if (!begun) {
                begin();
                continue;
            }
            switch (scanner.scan(inbox, rowsMax, bytesEnd)) {
                case FULL -> {
                    checkSizes();
                    return;
                }
                case MORE -> {
                    if (scanner.rows() > 0 && !inbox.hasSpace()) {
                        checkSizes();
                        return;
                    }
                    prepare();
                    stream.receive(inbox);
                }
                case CONTROL -> control();
                case TRAILER -> trailer = true;
                case MISFIT -> reframe(0);
            }
        }
        checkSizes();
    }

    private void reframe(int toSkip) throws IOException {
        if (stream instanceof Reframed || trailer) {
            throw new IOException("what the server sent are no rows of this table");
        }
        stream = new Reframed(stream, inbox, toSkip);
    }

    /** Finds the first message of data and takes the header of the format off it. */
    private void begin() throws IOException, SQLException {
        if (inbox.unread() < MESSAGE_HEADER) {
            stream.receive(inbox);
        } else if (inbox.data[inbox.start] != 'd') {
            control();
        } else if (BigEndian.intAt(inbox.data, inbox.start + 1) - 4 < FILE_HEADER) {
            reframe(FILE_HEADER);
            begun = true;
        } else if (inbox.unread() < MESSAGE_HEADER + FILE_HEADER) {
            stream.receive(inbox);
        } else {
            takeHeader();
            begun = true;
        }
    }

    private void takeHeader() throws IOException {
        int from = inbox.start + MESSAGE_HEADER;
        for (int i = 0; i < SIGNATURE.length; i++) {
            if (inbox.data[from + i] != SIGNATURE[i]) {
                throw new IOException("the server does not send binary COPY");
            }
        }
        if (BigEndian.longAt(inbox.data, from + SIGNATURE.length) != 0) {
            throw new IOException("the server sends a newer form of binary COPY");
        }
        int left = BigEndian.intAt(inbox.data, inbox.start + 1) - FILE_HEADER;
        inbox.start += FILE_HEADER;
        if (left == 4) {
            inbox.start += MESSAGE_HEADER;
        } else {
            inbox.data[inbox.start] = 'd';
            BigEndian.putInt(inbox.data, inbox.start + 1, left);
        }
    }

    /** Makes room for a row that is on its way; refuses it when it holds a value that is too large. */
    private void prepare() {
        if (inbox.unread() < MESSAGE_HEADER) {
            inbox.reserve(MESSAGE_HEADER);
            return;
        }
        int length = BigEndian.intAt(inbox.data, inbox.start + 1);
        if (length > valueBytesMax) {
            scanner.partial(inbox).ifPresent(field -> scanner.requireSize(field, scanner.rows(), valueBytesMax));
        }
        if (!inbox.hasSpace()) {
            inbox.reserve(length + 1 - inbox.unread());
        }
    }

    private void checkSizes() {
        if (inbox.start > valueBytesMax) {
            scanner.requireSizes(valueBytesMax);
        }
    }

    /** Takes one message that is not data. */
    private void control() throws IOException, SQLException {
        while (inbox.unread() < MESSAGE_HEADER || BigEndian.intAt(inbox.data, inbox.start + 1) > inbox.unread() - 1) {
            inbox.reserve(MESSAGE_HEADER);
            stream.receive(inbox);
        }
        int from = inbox.start + MESSAGE_HEADER;
        int end = inbox.start + 1 + BigEndian.intAt(inbox.data, inbox.start + 1);
        byte type = inbox.data[inbox.start];
        inbox.start = end;
        switch (type) {
            case 'H', 'N', 'S', 'A' -> {
                // the answer to COPY, notices and parameters need no answer
            }
            case 'c' -> done = true;
            case 'C' -> rowsClaimed = claim(new String(inbox.data, from, end - from - 1, StandardCharsets.US_ASCII));
            case 'E' -> throw ServerError.of(inbox.data, from, end);
            case 'Z' -> end();
            default -> throw new IOException("the server sent a message of type " + (char) type + " amid rows");
        }
    }

    private static long claim(String tag) {
        return tag.startsWith("COPY ") ? Long.parseLong(tag.substring("COPY ".length())) : -1;
    }

    private void end() throws IOException {
        long rows = rowsBefore + scanner.rows();
        if (!trailer || !done || rowsClaimed != rows) {
            throw new IOException("the rows ended without their end marker, or not as many came as were sent: " + rows
                    + " came, " + rowsClaimed + " were sent");
        }
        complete = true;
    }
}
