package dev.slipway.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Passes connections on to a server, and cuts each off after so many bytes from it; or, whenever it is told to, the next one
 * that sends certain words.
 */
final class Proxy implements AutoCloseable {
    /** When a connection is cut that sends these words. */
    enum Moment {
        /** The server never sees them. */
        BEFORE,
        /** The server has done what they say, and its answer is swallowed. */
        AFTER
    }

    private final ServerSocket listener;
    private final int target;
    private final long bytesMax;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicReference<String> fatal = new AtomicReference<>("");
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile Moment moment = Moment.BEFORE;

    Proxy(int target, long bytesMax) throws IOException {
        this.target = target;
        this.bytesMax = bytesMax;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Cuts the next connection that sends {@code words}. */
    void cut(String words, Moment when) {
        moment = when;
        fatal.set(words);
    }

    /** How many connections were cut because of their words. */
    int cuts() {
        return cuts.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(server);
                AtomicBoolean cut = new AtomicBoolean();
                Thread.ofPlatform().daemon().start(() -> pass(client, server, Long.MAX_VALUE, cut));
                Thread.ofPlatform().daemon().start(() -> pass(server, client, bytesMax, cut));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void pass(Socket from, Socket to, long limit, AtomicBoolean cut) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16384];
            long passed = 0;
            while (passed < limit) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, limit - passed));
                if (read < 0 || cut.get() || isFatal(from, buffer, read, cut) && moment == Moment.BEFORE) {
                    return;
                }
                out.write(buffer, 0, read);
                passed += read;
            }
        } catch (IOException e) {
            // the other side is gone
        }
    }

    private boolean isFatal(Socket from, byte[] buffer, int length, AtomicBoolean cut) {
        String words = String.valueOf(fatal.get());
        boolean meant = from.getLocalPort() == port()
                && !words.isEmpty()
                && new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains(words)
                && fatal.compareAndSet(words, "");
        if (meant) {
            cuts.incrementAndGet();
            cut.set(true);
        }
        return meant;
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
