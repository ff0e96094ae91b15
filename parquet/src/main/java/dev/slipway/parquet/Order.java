package dev.slipway.parquet;

import java.util.Arrays;

/** How the PLAIN encodings of values compare (Parquet format, parquet.thrift: ColumnOrder). */
enum Order {
    SIGNED,
    UNSIGNED,
    FLOATING,
    /** Bytes from left to right as unsigned numbers. */
    LEXICAL,
    /** Big-endian two's complement of one length. */
    SIGNED_BYTES;

    int compare(byte[] left, byte[] right) {
        return switch (this) {
            case SIGNED -> Long.compare(number(left), number(right));
            case UNSIGNED -> Long.compareUnsigned(number(left), number(right));
            case FLOATING -> Double.compare(floating(left), floating(right));
            case LEXICAL -> Arrays.compareUnsigned(left, right);
            case SIGNED_BYTES -> signedBytes(left, right);
        };
    }

    /** Sign-extended, which keeps the order of unsigned numbers of one width as well. */
    private static long number(byte[] bytes) {
        return switch (bytes.length) {
            case 8 -> (long) Output.LONG.get(bytes, 0);
            case 4 -> (int) Output.INT.get(bytes, 0);
            default -> bytes[0];
        };
    }

    private static double floating(byte[] bytes) {
        return bytes.length == 8
                ? Double.longBitsToDouble((long) Output.LONG.get(bytes, 0))
                : Float.intBitsToFloat((int) Output.INT.get(bytes, 0));
    }

    private static int signedBytes(byte[] left, byte[] right) {
        int sign = Integer.compare(left[0], right[0]);
        return sign != 0 ? sign : Arrays.compareUnsigned(left, right);
    }
}
