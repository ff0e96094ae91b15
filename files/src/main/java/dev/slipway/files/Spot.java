package dev.slipway.files;

import org.jspecify.annotations.Nullable;

/** A place where the value of a column may be, and where it is in the object at hand. */
final class Spot {
    /** The position of the column. */
    final int column;

    /** What stands there in every object of the file, when it is not in the object. */
    final byte @Nullable [] outside;

    private int start = -1;
    private int end;

    Spot(int column, byte @Nullable [] outside) {
        this.column = column;
        this.outside = outside;
    }

    /** Another object begins, in which nothing was found yet. */
    void clear() {
        start = -1;
    }

    /** The value is there. */
    void found(int from, int to) {
        start = from;
        end = to;
    }

    /** The value, for one more look at it; null if there is none. */
    @Nullable
    JsonDocument value(byte[] data) {
        if (outside != null) {
            return new JsonDocument(outside, 0, outside.length);
        }
        return start < 0 ? null : new JsonDocument(data, start, end);
    }
}
