package dev.slipway.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Connects to one address, whatever host is asked for: that name is then for TLS alone. */
final class FixedSocket extends BufferedSocket {
    private final InetAddress address;

    FixedSocket(InetAddress address) {
        this.address = address;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        if (!(endpoint instanceof InetSocketAddress named)) {
            throw new IOException("not an address on a network: " + endpoint);
        }
        super.connect(new InetSocketAddress(address, named.getPort()), timeout);
    }
}
