package dev.slipway.postgres;

import java.io.IOException;
import java.net.InetAddress;
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
    private final Optional<InetAddress> hostAddress;
    private @Nullable Socket plain;
    private @Nullable Socket secure;
    private boolean sealed;

    /**
     * @param unixSocket where to connect instead of the host that the driver names
     * @param hostAddress where to connect instead, on the port that the driver names
     */
    Capture(Optional<Path> unixSocket, Optional<InetAddress> hostAddress) {
        this.unixSocket = unixSocket;
        this.hostAddress = hostAddress;
        OPEN.put(token, this);
    }

    static @Nullable Capture of(String token) {
        return OPEN.get(token);
    }

    String token() {
        return token;
    }

    /** A socket that is to be connected by the driver, unless it already is. */
    Socket open() throws IOException {
        if (unixSocket.isPresent()) {
            return UnixSocket.connect(unixSocket.get());
        }
        return hostAddress.isPresent() ? new FixedSocket(hostAddress.get()) : new BufferedSocket();
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
