package dev.slipway.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** Made by the driver, by name: opens sockets, and lets us know them. Public because the driver needs it to be. */
public final class CapturingSocketFactory extends SocketFactory {
    private final @Nullable Capture capture;

    /** @param token of a capture */
    public CapturingSocketFactory(String token) {
        capture = Capture.of(token);
    }

    @Override
    public Socket createSocket() throws IOException {
        if (capture == null) {
            return new Socket();
        }
        Socket socket = capture.open();
        capture.plain(socket);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unused();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw unused();
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("the driver connects the socket itself");
    }
}
