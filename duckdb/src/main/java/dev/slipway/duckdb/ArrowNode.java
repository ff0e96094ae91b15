package dev.slipway.duckdb;

/** Where things stand in the {@code ArrowArray} struct of Arrow's C data interface, given the struct's address. */
final class ArrowNode {
    private static final int LENGTH = 0;
    private static final int NULL_COUNT = 8;
    private static final int OFFSET = 16;
    private static final int BUFFERS = 40;
    private static final int CHILDREN = 48;
    private static final int RELEASE = 64;

    private ArrowNode() {}

    static long length(long node) {
        return Memory.word(node + LENGTH);
    }

    /** −1 when it was not counted. */
    static long nullCount(long node) {
        return Memory.word(node + NULL_COUNT);
    }

    static long offset(long node) {
        return Memory.word(node + OFFSET);
    }

    static long buffer(long node, int index) {
        return Memory.word(Memory.word(node + BUFFERS) + (long) index * Long.BYTES);
    }

    static long child(long node, int index) {
        return Memory.word(Memory.word(node + CHILDREN) + (long) index * Long.BYTES);
    }

    /** Whether the struct holds nothing: how a stream tells its end. */
    static boolean released(long node) {
        return Memory.word(node + RELEASE) == 0;
    }
}
