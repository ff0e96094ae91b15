package dev.slipway.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * The limit: asks the server for a COPY and reads what it sends into nothing, looking at no row. The request is followed
 * by a goodbye, so the end of the answer is the end of the stream, and only its last bytes are read for what happened.
 *
 * <p>Arguments: transport, port or socket, and one statement for each connection.
 */
final class Drain {
    private static final int BUFFER_BYTES = 256 << 10;
    private static final int TAIL_BYTES = 64;
    private static final int PROTOCOL = 3 << 16;
    private static final int TLS_REQUEST = 80877103;

    private Drain() {}

    public static void main(String[] arguments) throws Exception {
        Transport transport = Transport.valueOf(arguments[0]);
        String[] statements = Arrays.copyOfRange(arguments, 2, arguments.length);
        List<Callable<Long>> drains = new ArrayList<>();
        for (String statement : statements) {
            drains.add(() -> drain(transport, arguments[1], statement));
        }
        long rows = Parallel.run(drains).stream().mapToLong(Long::longValue).sum();
        System.out.println("rows " + rows);
    }

    private static long drain(Transport transport, String address, String statement)
            throws IOException, GeneralSecurityException {
        try (SocketChannel channel = SocketChannel.open(socketAddress(transport, address))) {
            return switch (transport) {
                case TCP, UNIX -> {
                    if (transport == Transport.TCP) {
                        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                    }
                    greet(Channels.newInputStream(channel), Channels.newOutputStream(channel), statement);
                    yield rows(tail(channel));
                }
                case TLS -> {
                    channel.write(
                            ByteBuffer.allocate(8).putInt(8).putInt(TLS_REQUEST).flip());
                    if (channel.socket().getInputStream().read() != 'S') {
                        throw new IOException("the server has no TLS");
                    }
                    try (SSLSocket secure = secure(channel)) {
                        greet(secure.getInputStream(), secure.getOutputStream(), statement);
                        yield rows(tail(secure.getInputStream()));
                    }
                }
            };
        }
    }

    private static SocketAddress socketAddress(Transport transport, String address) {
        return switch (transport) {
            case TCP, TLS -> new InetSocketAddress("127.0.0.1", Integer.parseInt(address));
            case UNIX -> UnixDomainSocketAddress.of(Path.of(address));
        };
    }

    private static SSLSocket secure(SocketChannel channel) throws IOException, GeneralSecurityException {
        X509TrustManager everyone = new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {everyone}, null);
        return (SSLSocket) context.getSocketFactory().createSocket(channel.socket(), "127.0.0.1", 0, true);
    }

    /** Start-up without a password, then the statement and the goodbye in one. */
    private static void greet(InputStream in, OutputStream out, String statement) throws IOException {
        byte[] names = "user\0postgres\0database\0postgres\0\0".getBytes(StandardCharsets.US_ASCII);
        out.write(ByteBuffer.allocate(8 + names.length)
                .putInt(8 + names.length)
                .putInt(PROTOCOL)
                .put(names)
                .array());
        out.flush();
        for (int type = in.read(); type != 'Z'; type = in.read()) {
            if (type < 0 || type == 'E') {
                throw new IOException("the server refused the connection");
            }
            in.readNBytes(ByteBuffer.wrap(in.readNBytes(4)).getInt() - 4);
        }
        in.readNBytes(5);
        byte[] sql = statement.getBytes(StandardCharsets.UTF_8);
        out.write(ByteBuffer.allocate(11 + sql.length)
                .put((byte) 'Q')
                .putInt(5 + sql.length)
                .put(sql)
                .put((byte) 0)
                .put((byte) 'X')
                .putInt(4)
                .array());
        out.flush();
    }

    private static String tail(SocketChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        byte[] tail = new byte[TAIL_BYTES];
        int count;
        while ((count = channel.read(buffer)) >= 0) {
            int fresh = Math.min(count, TAIL_BYTES);
            System.arraycopy(tail, fresh, tail, 0, TAIL_BYTES - fresh);
            buffer.get(buffer.position() - fresh, tail, TAIL_BYTES - fresh, fresh);
            buffer.clear();
        }
        return new String(tail, StandardCharsets.ISO_8859_1);
    }

    private static String tail(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        byte[] tail = new byte[TAIL_BYTES];
        int count;
        while ((count = in.read(buffer)) >= 0) {
            int fresh = Math.min(count, TAIL_BYTES);
            System.arraycopy(tail, fresh, tail, 0, TAIL_BYTES - fresh);
            System.arraycopy(buffer, count - fresh, tail, TAIL_BYTES - fresh, fresh);
        }
        return new String(tail, StandardCharsets.ISO_8859_1);
    }

    /** The count in the server's last words, {@code COPY n}. */
    private static long rows(String tail) throws IOException {
        int word = tail.lastIndexOf("COPY ");
        int end = tail.indexOf('\0', Math.max(word, 0));
        if (word < 0 || end < 0) {
            throw new IOException("the server did not finish: " + tail.replaceAll("[^ -~]", " "));
        }
        return Long.parseLong(tail.substring(word + 5, end));
    }
}
