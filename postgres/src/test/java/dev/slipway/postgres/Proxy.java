package dev.slipway.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passes connections on to a server, and cuts each off after so many bytes from it. */
final class Proxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final long bytesMax;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    Proxy(int target, long bytesMax) throws IOException {
        this.target = target;
        this.bytesMax = bytesMax;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(server);
                Thread.ofPlatform().daemon().start(() -> pass(client, server, Long.MAX_VALUE));
                Thread.ofPlatform().daemon().start(() -> pass(server, client, bytesMax));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static void pass(Socket from, Socket to, long limit) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16384];
            long passed = 0;
            while (passed < limit) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, limit - passed));
                if (read < 0) {
                    return;
                }
                out.write(buffer, 0, read);
                passed += read;
            }
        } catch (IOException e) {
            // the other side is gone
        }
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
