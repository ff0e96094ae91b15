package dev.slipway.postgres;

import java.io.IOException;
import java.net.Socket;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.ssl.LibPQFactory;
import org.postgresql.util.PSQLException;

/**
 * Made by the driver, by name: its own TLS, with all that {@code sslmode} means, letting us know the socket. Public
 * because the driver needs it to be.
 */
public final class CapturingTlsFactory extends LibPQFactory {
    private final @Nullable Capture capture;

    /** @param properties of the connection; the socket factory's argument is a capture's token */
    public CapturingTlsFactory(Properties properties) throws PSQLException {
        super(properties);
        String token = PGProperty.SOCKET_FACTORY_ARG.getOrDefault(properties);
        capture = token == null ? null : Capture.of(token);
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        Socket secure = super.createSocket(socket, host, port, autoClose);
        if (capture != null) {
            capture.secure(secure);
        }
        return secure;
    }
}
