package dev.slipway.files;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;

/** Unpacks zstd, frame after frame, to the very end of the file. */
final class ZstdStream extends InputStream {
    private final String file;
    private final CountedStream counted;
    private final ZstdInputStreamNoFinalizer frames;

    ZstdStream(String file, InputStream in, CountedStream counted) throws IOException {
        this.file = file;
        this.counted = counted;
        frames = new ZstdInputStreamNoFinalizer(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            // Bytes may be due before the library has any to give.
            int read = 0;
            while (read == 0) {
                read = frames.read(target, offset, length);
            }
            return read;
        } catch (ZstdIOException e) {
            throw FileTrouble.damaged(
                    file,
                    "its zstd data are cut off or damaged, up to byte " + counted.count() + " of the packed file ("
                            + e.getMessage() + "): copy or download it again");
        }
    }

    @Override
    public void close() throws IOException {
        frames.close();
    }
}
