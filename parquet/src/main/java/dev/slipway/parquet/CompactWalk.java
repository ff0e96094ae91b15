package dev.slipway.parquet;

/**
 * Walks over a structure in Thrift's compact protocol without building it (Thrift, thrift-compact-protocol.md), so that what
 * comes from a file can be refused before anything is allocated for it: every length and count must fit the bytes that are
 * there.
 */
final class CompactWalk {
    /** Parquet's own structures nest about ten deep. */
    private static final int DEPTH_MAX = 40;

    /** Why a walk ended early. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        /** Whether more bytes might have helped. */
        final boolean truncated;

        Broken(String message, boolean truncated) {
            super(message);
            this.truncated = truncated;
        }
    }

    private final byte[] bytes;
    private final int end;
    private int at;

    private CompactWalk(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** Where the structure that begins at {@code from} ends, at {@code end} at the latest. */
    static int end(byte[] bytes, int from, int end) throws Broken {
        CompactWalk walk = new CompactWalk(bytes, from, end);
        walk.struct(0);
        return walk.at;
    }

    private void struct(int depth) throws Broken {
        if (depth > DEPTH_MAX) {
            throw new Broken("structures nest more than " + DEPTH_MAX + " deep", false);
        }
        while (true) {
            int field = next();
            if (field == 0) {
                return;
            }
            if (field >>> 4 == 0) {
                varint();
            }
            int type = field & 15;
            // A field's boolean is its type.
            if (type != 1 && type != 2) {
                value(type, depth);
            }
        }
    }

    private void value(int type, int depth) throws Broken {
        switch (type) {
            case 1, 2, 3 -> skip(1);
            case 4, 5, 6 -> varint();
            case 7 -> skip(8);
            case 8 -> skip(varint());
            case 9, 10 -> list(depth);
            case 11 -> map(depth);
            case 12 -> struct(depth + 1);
            default -> throw new Broken("type " + type + " does not exist", false);
        }
    }

    private void list(int depth) throws Broken {
        int head = next();
        long count = head >>> 4 == 15 ? varint() : head >>> 4;
        elements(count, head & 15, depth);
    }

    private void map(int depth) throws Broken {
        long count = varint();
        if (count == 0) {
            return;
        }
        int types = next();
        checkCount(count);
        for (long i = 0; i < count; i++) {
            value(types >>> 4, depth + 1);
            value(types & 15, depth + 1);
        }
    }

    private void elements(long count, int type, int depth) throws Broken {
        checkCount(count);
        if (depth > DEPTH_MAX) {
            throw new Broken("lists nest more than " + DEPTH_MAX + " deep", false);
        }
        for (long i = 0; i < count; i++) {
            value(type, depth + 1);
        }
    }

    /** An element takes at least a byte. */
    private void checkCount(long count) throws Broken {
        if (count < 0 || count > end - at) {
            throw new Broken(count + " elements in " + (end - at) + " bytes", true);
        }
    }

    private void skip(long count) throws Broken {
        if (count < 0 || count > end - at) {
            throw new Broken(count + " bytes wanted, " + (end - at) + " left", count >= 0);
        }
        at += (int) count;
    }

    private int next() throws Broken {
        if (at >= end) {
            throw new Broken("the bytes end within a structure", true);
        }
        return bytes[at++] & 0xFF;
    }

    private long varint() throws Broken {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = next();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new Broken("a number has more than 64 bits", false);
    }
}
