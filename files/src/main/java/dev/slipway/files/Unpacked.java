package dev.slipway.files;

import dev.slipway.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a file holds, unpacked where its first bytes say that it is gzip or zstd, whatever its name; any number of members or
 * frames. Streams: memory does not depend on how large the file becomes. An archive that is cut off or damaged is an error
 * that names the place, never the end.
 */
public final class Unpacked {
    private Unpacked() {}

    /**
     * The bytes that {@code file} holds; the caller closes the stream, whose methods throw what this does, and {@link
     * IOException} when the file could not be read.
     *
     * @throws Failure INPUT when it is packed in another way, damaged or cut off; as {@link FileInput#open}
     */
    public static InputStream open(FileInput file) {
        InputStream stored = file.open();
        try {
            CountedStream counted = new CountedStream(stored);
            PushbackInputStream in = new PushbackInputStream(counted, Packing.MAGIC_MAX);
            byte[] first = in.readNBytes(Packing.MAGIC_MAX);
            in.unread(first);
            return switch (Packing.of(first)) {
                case GZIP -> new GzipStream(file.name(), in, counted);
                case ZSTD -> new ZstdStream(file.name(), in, counted);
                case NONE -> plain(file, first, in);
                case ZIP, BZIP2, XZ, LZ4, SEVEN_ZIP ->
                    throw FileTrouble.damaged(
                            file.name(),
                            "is packed as " + Packing.of(first).word()
                                    + ", expected plain, gzip or zstd: unpack it first");
            };
        } catch (IOException e) {
            throw close(stored, FileTrouble.unread(file.name(), e));
        } catch (Failure e) {
            throw close(stored, e);
        }
    }

    /** A name that promises an archive is believed: of nothing, or of bytes that are none, no end can be known. */
    private static InputStream plain(FileInput file, byte[] first, InputStream in) {
        for (Packing promised : new Packing[] {Packing.GZIP, Packing.ZSTD}) {
            if (promised.names(file.name())) {
                throw FileTrouble.damaged(
                        file.name(),
                        first.length == 0
                                ? "is empty, expected " + promised.word() + ": copy or download it again"
                                : "is called " + promised.word() + " and begins with " + hex(first)
                                        + ", which is none: copy it again, or rename it if it is plain");
            }
        }
        return in;
    }

    private static String hex(byte[] first) {
        return HexFormat.ofDelimiter(" ").formatHex(Arrays.copyOf(first, Math.min(4, first.length)));
    }

    static Failure close(InputStream stored, Failure failure) {
        try {
            stored.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }
}
