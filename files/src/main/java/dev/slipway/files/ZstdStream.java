package dev.slipway.files;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.slipway.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Unpacks zstd (RFC 8878), frame after frame, to the very end of the file. The library's own stream takes a second frame that
 * is cut off for the end, when it has been read along with the first.
 */
final class ZstdStream extends BulkStream {
    private static final int CHUNK = 1 << 17;

    private final String file;
    private final InputStream in;
    private final CountedStream counted;
    private final ZstdDecompressCtx frames = new ZstdDecompressCtx();
    private final byte[] chunk = new byte[CHUNK];
    private final ByteBuffer packed = ByteBuffer.allocateDirect(CHUNK).limit(0);
    private final ByteBuffer plain = ByteBuffer.allocateDirect(CHUNK).limit(0);
    private boolean within;
    private boolean pending;
    private boolean closed;

    ZstdStream(String file, InputStream in, CountedStream counted) {
        this.file = file;
        this.in = in;
        this.counted = counted;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!plain.hasRemaining()) {
            if (!packed.hasRemaining() && !pending && !fill()) {
                if (within) {
                    throw damaged("are cut off");
                }
                return -1;
            }
            unpack();
        }
        int count = Math.min(length, plain.remaining());
        plain.get(target, offset, count);
        return count;
    }

    private boolean fill() throws IOException {
        int count = in.read(chunk, 0, chunk.length);
        if (count < 0) {
            return false;
        }
        packed.clear();
        packed.put(chunk, 0, count).flip();
        return true;
    }

    private void unpack() {
        plain.clear();
        int before = packed.remaining();
        try {
            within = !frames.decompressDirectByteBufferStream(plain, packed);
        } catch (ZstdException e) {
            throw damaged("are damaged (" + e.getMessage() + ')');
        }
        boolean idle = before > 0 && packed.remaining() == before && plain.position() == 0;
        if (idle) {
            throw damaged("are damaged");
        }
        // With its buffer full, the library may hold more, of a frame that has no more bytes to come.
        pending = within && !plain.hasRemaining();
        plain.flip();
    }

    private Failure damaged(String how) {
        long position = counted.count() - packed.remaining();
        return FileTrouble.damaged(
                file,
                "its zstd data " + how + " at byte " + position + " of the packed file: copy or download it again");
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            frames.close();
            in.close();
        }
    }
}
