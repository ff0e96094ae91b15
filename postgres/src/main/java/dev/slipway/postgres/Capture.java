package dev.slipway.postgres;

import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Holds the sockets that the driver opens for one connection. The driver makes its socket factories itself, by name
 * and with a text as their only argument, so a capture is found by a token.
 */
final class Capture implements AutoCloseable {
    private static final Map<String, Capture> OPEN = new ConcurrentHashMap<>();
    private static final AtomicLong TOKENS = new AtomicLong();

    private final String token = String.valueOf(TOKENS.incrementAndGet());
    private final Optional<Path> unixSocket;
    private @Nullable Socket plain;
    private @Nullable Socket secure;
    private boolean sealed;

    /** @param unixSocket where to connect instead of the host that the driver names */
    Capture(Optional<Path> unixSocket) {
        this.unixSocket = unixSocket;
        OPEN.put(token, this);
    }

    static @Nullable Capture of(String token) {
        return OPEN.get(token);
    }

    String token() {
        return token;
    }

    Optional<Path> unixSocket() {
        return unixSocket;
    }

    /** Another attempt begins: what was captured before did not lead to a connection. */
    synchronized void plain(Socket socket) {
        if (!sealed) {
            plain = socket;
            secure = null;
        }
    }

    synchronized void secure(Socket socket) {
        if (!sealed) {
            secure = socket;
        }
    }

    /** The socket on which the protocol is spoken. */
    synchronized @Nullable Socket spoken() {
        return secure != null ? secure : plain;
    }

    /** The socket whose closing ends every blocked read and write. */
    synchronized @Nullable Socket wire() {
        return plain;
    }

    /** The connection stands: sockets that the driver opens from now on are for something else. */
    @Override
    public synchronized void close() {
        sealed = true;
        OPEN.remove(token);
    }
}
