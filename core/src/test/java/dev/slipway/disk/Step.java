package dev.slipway.disk;

/** One thing that a program had a file system do, or that a test remarked in between. */
sealed interface Step {
    /** The folder in which all begins. */
    int ROOT = 0;

    /** An entry of a folder, whether or not it is there. */
    record Name(int folder, String text) {}

    /** From now on {@code name} is {@code node}, which may have other names, and may be new. */
    record Entered(Name name, int node, boolean folder) implements Step {}

    /** From now on {@code name} is nothing. */
    record Removed(Name name) implements Step {}

    /** A file has these bytes at {@code offset}. */
    record Wrote(int file, long offset, byte[] bytes) implements Step {}

    /** A file has no more than so many bytes. */
    record Cut(int file, long size) implements Step {}

    /** The device has all that was done to a file, or to a folder, so far. */
    record Synced(int node) implements Step {}

    /** The device has all that was done to anything so far. */
    record Settled() implements Step {}

    /** A remark; changes nothing. */
    record Noted(Object remark) implements Step {}
}
