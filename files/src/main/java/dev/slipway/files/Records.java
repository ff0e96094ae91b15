package dev.slipway.files;

import java.io.Closeable;
import java.io.IOException;

/** The records of a file, one after the other. {@link #next} moves to one; the rest tells of it until it is called again. */
interface Records extends Closeable {
    /** Moves to the next record; false after the last. */
    boolean next() throws IOException;

    /** Where the record is; when it is not {@link #whole}, its beginning. */
    byte[] data();

    int start();

    int end();

    /** All of its bytes. */
    long size();

    /** Whether all of it is in {@link #data}: what is too large never is. */
    default boolean whole() {
        return size() == end() - start();
    }

    /** The line on which it begins, from 1. */
    long line();
}
