package dev.slipway.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * Reads ahead: TLS asks for the five bytes of a record's header, then for the record, and each would be a system call.
 * Who asks for more than the buffer holds, as who reads rows does, reads past it.
 */
class BufferedSocket extends Socket {
    private static final int BUFFER_BYTES = 64 << 10;

    private @Nullable InputStream in;

    /** The same stream each time, for it may hold bytes that nobody has asked for yet. */
    @Override
    public final synchronized InputStream getInputStream() throws IOException {
        InputStream direct = super.getInputStream();
        if (in == null) {
            in = new ReadAhead(direct);
        }
        return in;
    }

    /** Unlike BufferedInputStream, never asks for more than it was given at once. One reader at a time. */
    private static final class ReadAhead extends InputStream {
        private final InputStream direct;
        private final byte[] buffer = new byte[BUFFER_BYTES];
        private int start;
        private int end;

        ReadAhead(InputStream direct) {
            this.direct = direct;
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
            if (start == end) {
                if (length >= BUFFER_BYTES) {
                    return direct.read(target, offset, length);
                }
                int read = direct.read(buffer, 0, BUFFER_BYTES);
                if (read < 0) {
                    return -1;
                }
                start = 0;
                end = read;
            }
            int count = Math.min(length, end - start);
            System.arraycopy(buffer, start, target, offset, count);
            start += count;
            return count;
        }

        @Override
        public int available() throws IOException {
            return end - start + direct.available();
        }

        @Override
        public void close() throws IOException {
            direct.close();
        }
    }
}
