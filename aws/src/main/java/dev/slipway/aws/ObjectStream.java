package dev.slipway.aws;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Bytes of an object from an offset on; where a connection breaks, the next one goes on. */
final class ObjectStream extends InputStream {
    private final Requests requests;
    private final String doing;
    private final Opening opening;
    private final long end;
    private long at;
    private @Nullable ResponseInputStream<GetObjectResponse> in;

    ObjectStream(Requests requests, String doing, Opening opening, long offset, long length) {
        this.requests = requests;
        this.doing = doing;
        this.opening = opening;
        this.at = offset;
        this.end = offset + length;
    }

    /** Opens the object for bytes {@code from … to}, both included, if it is still the same. */
    interface Opening {
        ResponseInputStream<GetObjectResponse> open(long from, long to) throws IOException;
    }

    /** Asks for the first bytes: who opens a stream learns at once that there is none. */
    ObjectStream opened() {
        if (at < end) {
            requests.read(doing, this::body);
        }
        return this;
    }

    private ResponseInputStream<GetObjectResponse> body() throws IOException {
        ResponseInputStream<GetObjectResponse> body = in;
        if (body == null) {
            body = opening.open(at, end - 1);
            in = body;
        }
        return body;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (at == end) {
            return -1;
        }
        int count = requests.read(doing, () -> attempt(target, offset, (int) Math.min(length, end - at)));
        at += count;
        return count;
    }

    private int attempt(byte[] target, int offset, int length) throws IOException {
        try {
            int count = body().read(target, offset, length);
            if (count < 0) {
                throw new EOFException("it ended " + (end - at) + " bytes early");
            }
            return count;
        } catch (IOException | SdkException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        ResponseInputStream<GetObjectResponse> body = in;
        in = null;
        if (body != null) {
            // What is left of the answer is not worth waiting for.
            body.abort();
        }
    }
}
