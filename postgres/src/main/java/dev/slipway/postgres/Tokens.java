package dev.slipway.postgres;

/**
 * Makes passwords that are valid for some minutes only: one for each connection, when it is opened. Implementations are found
 * by {@link java.util.ServiceLoader}, have a constructor without arguments, and are thread-safe.
 */
public interface Tokens {
    /** What {@code auth} of a connection calls it. */
    String name();

    /**
     * A password for one connection. Nobody keeps it.
     *
     * @param host as the server is called, which the token may name
     * @throws dev.slipway.Failure CONFIG when there is nothing to make it of, UNAVAILABLE when who knows did not answer
     */
    String token(String host, int port, String user);
}
