package dev.slipway.postgres;

import java.util.Arrays;

/** Where the values of one column lie in an array: value i is {@code lengths[i]} bytes from {@code starts[i]}; −1: null. */
final class Slots {
    int[] starts;
    int[] lengths;
    int count;

    Slots(int capacity) {
        starts = new int[capacity];
        lengths = new int[capacity];
    }

    void add(int start, int length) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            lengths = Arrays.copyOf(lengths, count * 2);
        }
        starts[count] = start;
        lengths[count] = length;
        count++;
    }

    /** Whether any of the values is null. */
    boolean anyNull() {
        int seen = 0;
        int[] all = lengths;
        for (int i = 0, n = count; i < n; i++) {
            seen |= all[i];
        }
        return seen < 0;
    }

    /** The first value that is not null and not {@code width} bytes long, or −1. */
    int firstNotOf(int width) {
        for (int i = 0; i < count; i++) {
            if (lengths[i] != width && lengths[i] >= 0) {
                return i;
            }
        }
        return -1;
    }
}
