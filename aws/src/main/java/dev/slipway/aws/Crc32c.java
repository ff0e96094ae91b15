package dev.slipway.aws;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32C;

/** The checksum that goes with each request that has bytes: the server stores nothing that does not match it. */
final class Crc32c {
    private Crc32c() {}

    /** Of the first bytes, as the header wants it. */
    static String of(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        byte[] value = ByteBuffer.allocate(Integer.BYTES)
                .putInt((int) checksum.getValue())
                .array();
        return Base64.getEncoder().encodeToString(value);
    }
}
