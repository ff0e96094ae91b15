package dev.slipway.parquet;

/** BYTE_STREAM_SPLIT: one stream for each byte of a fixed-width value (Encodings.md, "Byte Stream Split"). */
final class Split {
    private Split() {}

    /** Transposes {@code count} values of {@code width} bytes. */
    static void encode(byte[] plain, int count, int width, Output out) {
        long size = (long) count * width;
        byte[] bytes = out.reserve(size);
        int at = out.length();
        for (int stream = 0; stream < width; stream++) {
            for (int i = 0; i < count; i++) {
                bytes[at + i] = plain[i * width + stream];
            }
            at += count;
        }
        out.advance((int) size);
    }
}
