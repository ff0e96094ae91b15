package dev.slipway.aws;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * Stands between clients and an S3 server, and does to requests what it is told to. Nobody looks at an object while it changes,
 * and one change of it comes after the other: the server checks conditions and writes in several steps, in which an object
 * has no bytes yet. One connection for each request.
 */
final class Door implements Closeable {
    private final ServerSocket socket;
    private final int server;
    private final boolean ordered;
    private final Map<String, ReadWriteLock> locks = new ConcurrentHashMap<>();
    private final ReadWriteLock everything = new ReentrantReadWriteLock();
    private final Map<String, byte[]> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Function<Exchange, Fault> faults = exchange -> new Fault.None();

    /** @param ordered whether changes are whole, and those of one object come one after the other */
    Door(int server, boolean ordered) throws IOException {
        this.server = server;
        this.ordered = ordered;
        this.socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("door").start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** What to do to each request from now on. */
    void does(Function<Exchange, Fault> told) {
        faults = told;
    }

    /** The requests so far, in order. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void accept() {
        while (!socket.isClosed()) {
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
            Exchange exchange = Exchange.read(client.getInputStream());
            requests.add(exchange.toString());
            answer(exchange, faults.apply(exchange), client);
        } catch (IOException e) {
            // The client hung up, or was made to.
        }
    }

    private void answer(Exchange exchange, Fault fault, Socket client) throws IOException {
        OutputStream out = client.getOutputStream();
        switch (fault) {
            case Fault.None none -> out.write(forward(exchange));
            case Fault.Cut cut -> client.setSoLinger(true, 0);
            case Fault.Lost lost -> {
                forward(exchange);
                client.setSoLinger(true, 0);
            }
            case Fault.Reset reset -> {
                part(out, forward(exchange), reset.bytes());
                client.setSoLinger(true, 0);
            }
            case Fault.Truncated truncated -> part(out, forward(exchange), truncated.bytes());
            case Fault.Silent silent -> {
                forward(exchange);
                // Until the client ends the connection.
                client.getInputStream().read();
            }
            // Until the client ends the connection.
            case Fault.Held held -> client.getInputStream().read();
            case Fault.Answer told -> out.write(told(told));
            case Fault.Forged forged -> out.write(forged(exchange, forward(exchange)));
            case Fault.Stale stale ->
                out.write(answers.computeIfAbsent(exchange.toString(), same -> forward(exchange)));
        }
        out.flush();
    }

    private static void part(OutputStream out, byte[] answer, int bytes) throws IOException {
        out.write(answer, 0, Math.min(bytes, Math.max(0, answer.length - 1)));
        out.flush();
    }

    private static byte[] forged(Exchange exchange, byte[] answer) {
        boolean refused = new String(answer, 0, 12, StandardCharsets.ISO_8859_1).endsWith(" 412");
        String tag = "\"00000000000000000000000000000001\"";
        return !refused
                ? answer
                : exchange.method().equals("PUT")
                        ? told(new Fault.Answer(200, "ETag: " + tag + "\r\n", ""))
                        : told(new Fault.Answer(
                                200,
                                "",
                                "<CompleteMultipartUploadResult><ETag>" + tag
                                        + "</ETag></CompleteMultipartUploadResult>"));
    }

    private static byte[] told(Fault.Answer told) {
        byte[] body = told.body().getBytes(StandardCharsets.UTF_8);
        return ("HTTP/1.1 " + told.status() + " Told\r\nContent-Type: application/xml\r\nConnection: close\r\n"
                        + told.headers() + "Content-Length: " + body.length + "\r\n\r\n" + told.body())
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] forward(Exchange exchange) {
        if (!ordered) {
            return ask(exchange);
        }
        ReadWriteLock object = locks.computeIfAbsent(exchange.path(), path -> new ReentrantReadWriteLock());
        Lock all = exchange.lists() ? everything.writeLock() : everything.readLock();
        Lock one = exchange.changes() ? object.writeLock() : object.readLock();
        all.lock();
        one.lock();
        try {
            return ask(exchange);
        } finally {
            one.unlock();
            all.unlock();
        }
    }

    private byte[] ask(Exchange exchange) {
        try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server)) {
            upstream.setTcpNoDelay(true);
            OutputStream out = upstream.getOutputStream();
            out.write(exchange.last());
            out.write(exchange.body());
            out.flush();
            InputStream in = upstream.getInputStream();
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
