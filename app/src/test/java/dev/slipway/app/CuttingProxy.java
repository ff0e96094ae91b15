package dev.slipway.app;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * Passes statements on to a Postgres server, and cuts the connection at one of them: before the server gets it, or after it
 * was carried out, when only the answer is lost. Counts those that change something or hold something.
 */
public final class CuttingProxy implements AutoCloseable {
    private static final Pattern COUNTED = Pattern.compile(
            "(?s).*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|LOCK TABLE|pg_advisory|INSERT INTO|ALTER TABLE|DROP TABLE|CREATE|COPY).*");

    /**
     * Where it cuts.
     *
     * @param number counted from 1; 0: never
     * @param after whether the statement is carried out
     * @param forGood whether nobody gets through any more, as if the process had been killed
     */
    public record Cut(int number, boolean after, boolean forGood) {}

    private final Cut cut;
    private final Runnable killed;
    private final int target;
    private final ServerSocket listener;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> statements = new ArrayList<>();
    private volatile boolean dead;

    /** @param killed is run at a cut that is for good */
    public CuttingProxy(int target, Cut cut, Runnable killed) throws IOException {
        this.target = target;
        this.cut = cut;
        this.killed = killed;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    public List<String> statements() {
        synchronized (statements) {
            return List.copyOf(statements);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                sockets.add(client);
                if (dead) {
                    client.close();
                    continue;
                }
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(server);
                Pair pair = new Pair(client, server);
                Thread.ofPlatform().daemon().start(pair::forth);
                Thread.ofPlatform().daemon().start(pair::back);
            }
        } catch (IOException e) {
            // closed
        }
    }

    private boolean here(byte[] body) {
        String statement = new String(body, StandardCharsets.UTF_8).strip();
        synchronized (statements) {
            if (!COUNTED.matcher(statement).matches()) {
                return false;
            }
            statements.add(statement);
            return statements.size() == cut.number();
        }
    }

    private void cutForGood() {
        if (cut.forGood()) {
            dead = true;
            killed.run();
        }
    }

    private final class Pair {
        private final Socket client;
        private final Socket server;
        private volatile boolean mute;

        Pair(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void forth() {
            try (client;
                    server) {
                DataInputStream in = new DataInputStream(client.getInputStream());
                OutputStream out = server.getOutputStream();
                int startup = in.readInt();
                send(out, new byte[0], startup, in.readNBytes(startup - 4));
                while (true) {
                    int kind = in.read();
                    if (kind < 0) {
                        return;
                    }
                    int length = in.readInt();
                    byte[] body = in.readNBytes(length - 4);
                    boolean here = kind == 'Q' && here(body);
                    if (here && !cut.after()) {
                        cutForGood();
                        return;
                    }
                    mute |= here;
                    send(out, new byte[] {(byte) kind}, length, body);
                }
            } catch (IOException e) {
                // one side is gone
            }
        }

        private static void send(OutputStream out, byte[] kind, int length, byte[] body) throws IOException {
            byte[] message = new byte[kind.length + 4 + body.length];
            System.arraycopy(kind, 0, message, 0, kind.length);
            for (int i = 0; i < 4; i++) {
                message[kind.length + i] = (byte) (length >>> 24 - 8 * i);
            }
            System.arraycopy(body, 0, message, kind.length + 4, body.length);
            out.write(message);
        }

        /** Once the statement is sent whose answer is to be lost, the first answer of the server means that it was carried out. */
        void back() {
            try (client;
                    server) {
                InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream();
                byte[] buffer = new byte[16384];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (mute) {
                        cutForGood();
                        return;
                    }
                    out.write(buffer, 0, read);
                }
            } catch (IOException e) {
                // one side is gone
            }
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
