package dev.slipway.postgres;

import java.io.IOException;
import java.sql.SQLException;

/**
 * The messages that a {@code COPY … TO STDOUT (FORMAT binary)} yields, up to and with the ReadyForQuery that ends it.
 * Not thread-safe.
 */
sealed interface CopyStream permits SocketCopy, JdbcCopy, Reframed, WatchedCopy {
    /** Blocks until at least one more byte stands in {@code inbox}. */
    void receive(Inbox inbox) throws IOException, SQLException;

    /** Bytes received so far. */
    long bytesReceived();
}
