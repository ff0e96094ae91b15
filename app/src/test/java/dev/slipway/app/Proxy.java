package dev.slipway.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Passes connections on to a server; after so many bytes from it, each is cut off or stalls. */
public final class Proxy implements AutoCloseable {
    /** What becomes of a connection that had its share. */
    public enum Then {
        CUT,
        STALL
    }

    private final ServerSocket listener;
    private final int target;
    private final long bytes;
    private final Then then;
    private final CountDownLatch stalled = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    public Proxy(int target, long bytes, Then then) throws IOException {
        this.target = target;
        this.bytes = bytes;
        this.then = then;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Waits until a connection stalls. */
    public void awaitStall() throws InterruptedException {
        stalled.await();
    }

    /** Whether a connection stalls, or was cut. */
    public boolean hasStalled() {
        return stalled.getCount() == 0;
    }

    /** Lets stalled connections go on, without a limit from now on. */
    public void release() {
        released.countDown();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.addAll(List.of(client, server));
                Thread.ofPlatform().daemon().start(() -> pass(client, server, Long.MAX_VALUE));
                Thread.ofPlatform().daemon().start(() -> pass(server, client, bytes));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void pass(Socket from, Socket to, long limit) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16384];
            long left = limit;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (left <= read && !spent()) {
                    return;
                }
                left = left <= read ? Long.MAX_VALUE : left - read;
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // the other side is gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether to go on. */
    private boolean spent() throws InterruptedException {
        stalled.countDown();
        if (then == Then.STALL) {
            released.await();
        }
        return then == Then.STALL;
    }

    @Override
    public void close() {
        released.countDown();
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
