package dev.slipway.postgres;

import java.util.Arrays;

/**
 * Bytes as they arrived, {@code data[start … end)} of them not yet looked at. Columns point into {@code data}, so
 * nothing in it moves between two calls of {@link #compact()}; growing keeps positions.
 */
final class Inbox {
    /** Enough for a batch; read ahead beyond it would only be moved. */
    static final int CAPACITY = 2 << 20;

    /** The least space worth a read. */
    private static final int SPACE_MIN = 64 << 10;

    byte[] data = new byte[CAPACITY];
    int start;
    int end;

    int unread() {
        return end - start;
    }

    /** Whether a read has somewhere to go without growing. */
    boolean hasSpace() {
        return data.length - end >= SPACE_MIN;
    }

    /** Gives room for at least {@code bytes} more. */
    void reserve(int bytes) {
        if (data.length - end < bytes) {
            long wanted = Math.max((long) end + bytes, Math.min((long) data.length * 2, Integer.MAX_VALUE - 64));
            data = Arrays.copyOf(data, Math.toIntExact(wanted));
        }
    }

    /** Moves what was not looked at to the front, and lets go of an array that one large row had needed. */
    void compact() {
        int unread = end - start;
        if (start > 0 || data.length > CAPACITY) {
            boolean oversized = data.length > CAPACITY && unread <= CAPACITY / 2;
            byte[] target = oversized ? new byte[CAPACITY] : data;
            System.arraycopy(data, start, target, 0, unread);
            data = target;
            start = 0;
            end = unread;
        }
    }

    /** Forgets everything. */
    void clear() {
        start = 0;
        end = 0;
    }
}
