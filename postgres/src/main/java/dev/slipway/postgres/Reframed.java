package dev.slipway.postgres;

import java.io.IOException;
import java.sql.SQLException;

/**
 * Undoes what a proxy may do to a COPY stream: rows that straddle messages, or share one, come out one row to a
 * message. Slow, and hardly ever needed.
 */
final class Reframed implements CopyStream {
    private static final int HEADER = 5;

    private final CopyStream inner;
    private final Inbox raw = new Inbox();
    private final Inbox payload = new Inbox();
    private int toSkip;

    /** Takes over the unread bytes of {@code inbox}, whose next message is data; {@code toSkip} bytes of data are no row. */
    Reframed(CopyStream inner, Inbox inbox, int toSkip) {
        this.inner = inner;
        this.toSkip = toSkip;
        raw.reserve(inbox.unread());
        System.arraycopy(inbox.data, inbox.start, raw.data, 0, inbox.unread());
        raw.end = inbox.unread();
        inbox.end = inbox.start;
    }

    @Override
    public void receive(Inbox inbox) throws IOException, SQLException {
        int before = inbox.end;
        while (inbox.end == before) {
            if (!message(inbox)) {
                raw.compact();
                inner.receive(raw);
            }
        }
    }

    /** Takes one message from the raw bytes; false when none has arrived whole. */
    private boolean message(Inbox inbox) throws IOException {
        if (raw.unread() < HEADER) {
            return false;
        }
        int length = BigEndian.intAt(raw.data, raw.start + 1);
        if (length < 4) {
            throw new IOException("the stream holds a message of " + length + " bytes");
        }
        if (length > raw.unread() - 1) {
            return false;
        }
        if (raw.data[raw.start] == 'd') {
            int body = length - 4;
            int skipped = Math.min(toSkip, body);
            toSkip -= skipped;
            payload.compact();
            payload.reserve(body);
            System.arraycopy(raw.data, raw.start + HEADER + skipped, payload.data, payload.end, body - skipped);
            payload.end += body - skipped;
            rows(inbox);
        } else {
            inbox.reserve(1 + length);
            System.arraycopy(raw.data, raw.start, inbox.data, inbox.end, 1 + length);
            inbox.end += 1 + length;
        }
        raw.start += 1 + length;
        return true;
    }

    private void rows(Inbox inbox) {
        for (int end = rowEnd(); end >= 0; end = rowEnd()) {
            int length = end - payload.start;
            inbox.reserve(HEADER + length);
            inbox.data[inbox.end] = 'd';
            BigEndian.putInt(inbox.data, inbox.end + 1, length + 4);
            System.arraycopy(payload.data, payload.start, inbox.data, inbox.end + HEADER, length);
            inbox.end += HEADER + length;
            payload.start = end;
        }
    }

    /** Where the next row (or the end marker) ends, or −1 when it is not whole. */
    private int rowEnd() {
        if (payload.unread() < 2) {
            return -1;
        }
        int fields = BigEndian.shortAt(payload.data, payload.start);
        int position = payload.start + 2;
        for (int i = 0; i < fields; i++) {
            if (payload.end - position < 4) {
                return -1;
            }
            int length = BigEndian.intAt(payload.data, position);
            position += 4;
            if (length > payload.end - position) {
                return -1;
            }
            position += Math.max(length, 0);
        }
        return position;
    }

    @Override
    public long bytesReceived() {
        return inner.bytesReceived();
    }
}
