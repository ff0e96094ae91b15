package dev.slipway.postgres;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Speaks the protocol itself on a socket that the driver opened and is not using just now. */
final class SocketCopy implements CopyStream {
    /** As much as one read of a Java socket takes in. */
    private static final int READ_MAX = 128 << 10;

    private final InputStream in;
    private long bytesReceived;

    private SocketCopy(InputStream in) {
        this.in = in;
    }

    /** Sends a simple Query. */
    static SocketCopy begin(Socket socket, String copy) throws IOException {
        byte[] text = copy.getBytes(StandardCharsets.UTF_8);
        byte[] message = new byte[text.length + 6];
        message[0] = 'Q';
        BigEndian.putInt(message, 1, text.length + 5);
        System.arraycopy(text, 0, message, 5, text.length);
        OutputStream out = socket.getOutputStream();
        out.write(message);
        out.flush();
        return new SocketCopy(socket.getInputStream());
    }

    @Override
    public void receive(Inbox inbox) throws IOException {
        inbox.reserve(1);
        int read = in.read(inbox.data, inbox.end, Math.min(READ_MAX, inbox.data.length - inbox.end));
        if (read < 0) {
            throw new EOFException("the server closed the connection");
        }
        inbox.end += read;
        bytesReceived += read;
    }

    @Override
    public long bytesReceived() {
        return bytesReceived;
    }
}
