package dev.slipway.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * Reads ahead: TLS asks for the five bytes of a record's header, then for the record, and each would be a system call.
 * Reads larger than the buffer pass it by.
 */
class BufferedSocket extends Socket {
    private static final int BUFFER_BYTES = 64 << 10;

    private @Nullable InputStream in;

    /** The same stream each time, for it may hold bytes that nobody has asked for yet. */
    @Override
    public final synchronized InputStream getInputStream() throws IOException {
        InputStream direct = super.getInputStream();
        if (in == null) {
            in = new BufferedInputStream(direct, BUFFER_BYTES);
        }
        return in;
    }
}
