package dev.slipway.parquet;

import org.apache.parquet.format.Encoding;

/** How the values of a page are written (Parquet format, Encodings.md). */
enum Coding {
    /** One after the other. */
    PLAIN,
    /** Indexes into the chunk's dictionary. */
    DICTIONARY,
    /** Run lengths: booleans. */
    RUNS,
    /** Differences, bit-packed in blocks: integers. */
    DELTA,
    /** All lengths, then all bytes. */
    DELTA_LENGTH,
    /** Lengths shared with the value before, then the rest. */
    DELTA_PREFIX,
    /** First bytes of all values, then second bytes, and so on. */
    SPLIT;

    Encoding format() {
        return switch (this) {
            case PLAIN -> Encoding.PLAIN;
            case DICTIONARY -> Encoding.RLE_DICTIONARY;
            case RUNS -> Encoding.RLE;
            case DELTA -> Encoding.DELTA_BINARY_PACKED;
            case DELTA_LENGTH -> Encoding.DELTA_LENGTH_BYTE_ARRAY;
            case DELTA_PREFIX -> Encoding.DELTA_BYTE_ARRAY;
            case SPLIT -> Encoding.BYTE_STREAM_SPLIT;
        };
    }
}
