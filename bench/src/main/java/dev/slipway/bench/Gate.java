package dev.slipway.bench;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands before a server that checks a condition and writes in two steps, and lets one request with a condition through at a
 * time, so that the server keeps them. Bodies are passed on as they come; one connection for each request.
 */
final class Gate {
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");
    private static final Pattern CONNECTION = Pattern.compile("(?im)^connection:[^\r]*\r\n");
    private static final Pattern CONDITION = Pattern.compile("(?im)^if-(none-)?match:");

    private final ServerSocket socket;
    private final int server;
    private final ReentrantLock conditions = new ReentrantLock();

    Gate(int server) throws IOException {
        this.server = server;
        socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("gate").start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        while (true) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            String head = head(client.getInputStream());
            boolean alone = !head.startsWith("GET") && CONDITION.matcher(head).find();
            if (alone) {
                conditions.lock();
            }
            try {
                pass(head, client);
            } finally {
                if (alone) {
                    conditions.unlock();
                }
            }
        } catch (IOException e) {
            // one side hung up
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 4) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("no more requests");
            }
            head.write(next);
            ends = next == "\r\n\r\n".charAt(ends) ? ends + 1 : next == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private void pass(String head, Socket client) throws IOException {
        try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server)) {
            upstream.setTcpNoDelay(true);
            String once = CONNECTION.matcher(head).replaceAll("");
            String last = once.substring(0, once.length() - 2) + "Connection: close\r\n\r\n";
            OutputStream out = upstream.getOutputStream();
            out.write(last.getBytes(StandardCharsets.ISO_8859_1));
            Matcher length = LENGTH.matcher(head.toLowerCase(Locale.ROOT));
            long bytes = length.find() ? Long.parseLong(length.group(1)) : 0;
            Thread answer = Thread.ofVirtual().start(() -> answer(upstream, client));
            copy(client.getInputStream(), out, bytes);
            out.flush();
            answer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(InputStream in, OutputStream out, long bytes) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long left = bytes;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EOFException("the request ended early");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    private static void answer(Socket upstream, Socket client) {
        try {
            upstream.getInputStream().transferTo(client.getOutputStream());
            client.getOutputStream().flush();
        } catch (IOException e) {
            // one side hung up
        }
    }
}
