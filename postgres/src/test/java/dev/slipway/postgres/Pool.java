package dev.slipway.postgres;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A pooler that speaks the simple protocol, with as many connections to its server as it takes; for tests alone. */
final class Pool implements AutoCloseable {
    /** How long a client keeps a connection to the server. */
    enum Mode {
        SESSION,
        /** Until a transaction ends; whoever comes next gets the one that was given back last. */
        TRANSACTION,
        /** The same, but whoever comes next gets the one that has rested longest. */
        ROUND_ROBIN,
        /** As TRANSACTION, and transactions of several statements are refused. */
        STATEMENT
    }

    /** What a client is told of the process that serves it: never true. */
    private static final int CLAIMED = 1;

    private static final int STARTUP = 196_608;
    private static final int RESTING = 8;

    private final ServerSocket listener;
    private final int target;
    private final Mode mode;
    private final Deque<Backend> idle = new ConcurrentLinkedDeque<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    Pool(int target, Mode mode) throws IOException {
        this.target = target;
        this.mode = mode;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private record Message(byte type, byte[] body) {
        static Message read(DataInputStream in) throws IOException {
            byte type = in.readByte();
            byte[] body = new byte[in.readInt() - 4];
            in.readFully(body);
            return new Message(type, body);
        }

        void write(DataOutputStream out) throws IOException {
            out.writeByte(type);
            out.writeInt(body.length + 4);
            out.write(body);
        }
    }

    /** A connection to the server, and what the server said when it was opened. */
    private record Backend(Socket socket, DataInputStream in, DataOutputStream out, List<Message> greeting) {}

    private Backend backend(byte[] startup) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(socket);
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        out.writeInt(startup.length + 4);
        out.write(startup);
        out.flush();
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        List<Message> greeting = new CopyOnWriteArrayList<>();
        Message message;
        do {
            message = Message.read(in);
            greeting.add(message);
        } while (message.type() != 'Z');
        return new Backend(socket, in, out, greeting);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                sockets.add(client);
                Thread.ofPlatform().daemon().start(() -> serve(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(client.getOutputStream()));
            byte[] startup = new byte[in.readInt() - 4];
            in.readFully(startup);
            if (BigEndian.intAt(startup, 0) == STARTUP) {
                Backend first = backend(startup);
                greet(first, out);
                for (int i = 1; mode == Mode.ROUND_ROBIN && i < RESTING; i++) {
                    idle.add(backend(startup));
                }
                serve(in, out, startup, mode == Mode.SESSION ? first : rest(first));
            }
        } catch (IOException e) {
            // one side is gone
        }
    }

    private static void greet(Backend backend, DataOutputStream out) throws IOException {
        for (Message message : backend.greeting()) {
            byte[] body = message.body().clone();
            if (message.type() == 'K') {
                BigEndian.putInt(body, 0, CLAIMED);
            }
            new Message(message.type(), body).write(out);
        }
        out.flush();
    }

    private @Nullable Backend rest(Backend backend) {
        if (mode == Mode.ROUND_ROBIN) {
            idle.addLast(backend);
        } else {
            idle.addFirst(backend);
        }
        return null;
    }

    private void serve(DataInputStream in, DataOutputStream out, byte[] startup, @Nullable Backend given)
            throws IOException {
        @Nullable Backend bound = given;
        try {
            for (Message asked = Message.read(in); asked.type() != 'X'; asked = Message.read(in)) {
                if (mode == Mode.STATEMENT && new String(asked.body(), StandardCharsets.UTF_8).startsWith("BEGIN")) {
                    refuse(out);
                    return;
                }
                Backend now = bound != null ? bound : take(startup);
                bound = now;
                asked.write(now.out());
                now.out().flush();
                if (!inTransaction(now, out) && mode != Mode.SESSION) {
                    bound = rest(now);
                }
            }
        } finally {
            if (bound != null) {
                bound.socket().close();
            }
        }
    }

    private Backend take(byte[] startup) throws IOException {
        Backend resting = idle.pollFirst();
        return resting != null ? resting : backend(startup);
    }

    /** Passes an answer on; whether it left a transaction open. */
    private static boolean inTransaction(Backend backend, DataOutputStream out) throws IOException {
        while (true) {
            Message message = Message.read(backend.in());
            message.write(out);
            if (message.type() == 'Z') {
                out.flush();
                return message.body()[0] != 'I';
            }
        }
    }

    /** As PgBouncer does: and then it hangs up. */
    private static void refuse(DataOutputStream out) throws IOException {
        String fields = "SFATAL\0VFATAL\0C08P01\0Mtransaction blocks not allowed in statement pooling mode\0\0";
        new Message((byte) 'E', fields.getBytes(StandardCharsets.UTF_8)).write(out);
        out.flush();
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
