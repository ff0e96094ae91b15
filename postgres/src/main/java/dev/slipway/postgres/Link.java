package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.job.Cancel;
import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.PgConnection;

/** One connection to the server, and the socket under it. Not thread-safe but for {@link #abort}, and for being cancelled. */
final class Link implements AutoCloseable {
    private final PgConnection jdbc;
    private final Statement statement;
    private final @Nullable Socket spoken;
    private final @Nullable Socket wire;
    private final Runnable onCancel = this::end;
    private final Cancel cancel;
    private final String called;
    private int pinnedBackend;
    private volatile boolean cancelled;

    private Link(PgConnection jdbc, @Nullable Socket spoken, @Nullable Socket wire, Cancel cancel, String called)
            throws SQLException {
        this.called = called;
        this.jdbc = jdbc;
        this.spoken = spoken;
        this.wire = wire;
        this.cancel = cancel;
        statement = jdbc.createStatement();
        cancel.onRequest(onCancel);
    }

    /** Connects; from then on until it is closed, a request of {@code cancel} ends it and what the server does for it. */
    static Link open(Address address, Cancel cancel) throws SQLException {
        Properties properties = address.properties();
        try (Capture capture = new Capture(address.unixSocket(), address.hostAddress())) {
            PGProperty.SOCKET_FACTORY.set(properties, CapturingSocketFactory.class.getName());
            PGProperty.SOCKET_FACTORY_ARG.set(properties, capture.token());
            if (!PGProperty.SSL_FACTORY.isPresent(properties)) {
                PGProperty.SSL_FACTORY.set(properties, CapturingTlsFactory.class.getName());
            }
            PGProperty.GSS_ENC_MODE.set(properties, "disable");
            PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
            PGProperty.ALLOW_ENCODING_CHANGES.set(properties, true);
            PGProperty.TCP_KEEP_ALIVE.set(properties, true);
            PGProperty.CANCEL_SIGNAL_TIMEOUT.set(properties, 4);
            properties.putIfAbsent(PGProperty.APPLICATION_NAME.getName(), "slipway");
            Connection connection = new Driver().connect(address.jdbcUrl(), properties);
            if (connection == null) {
                throw new SQLException("the driver does not take this address");
            }
            boolean ownTls =
                    !CapturingTlsFactory.class.getName().equals(PGProperty.SSL_FACTORY.getOrDefault(properties));
            PgConnection jdbc = connection.unwrap(PgConnection.class);
            return new Link(
                    jdbc,
                    ownTls ? null : capture.spoken(),
                    capture.wire(),
                    cancel,
                    properties.getProperty(PGProperty.APPLICATION_NAME.getName()));
        }
    }

    /** Whether the protocol can be spoken without the driver. */
    boolean hasSocket() {
        return spoken != null;
    }

    Statement statement() {
        return statement;
    }

    PgConnection jdbc() {
        return jdbc;
    }

    /** The process that serves this link, as was said when it was opened; a pooler says what it likes. */
    int claimedBackend() {
        return jdbc.getBackendPID();
    }

    /** The process that serves this link just now. */
    int backend() throws SQLException {
        return Integer.parseInt(text("SELECT pg_catalog.pg_backend_pid()").orElseThrow());
    }

    /** The process in which everything was set that rows could depend on. */
    int pinnedBackend() {
        return pinnedBackend;
    }

    /** Everything has been set. */
    void pinned() throws SQLException {
        pinnedBackend = backend();
    }

    /** Lets the server's users know what this link is there for. */
    void tell(Manners manners, String doing) throws SQLException {
        execute("SET application_name = " + Sql.literal(manners.applicationName(called, doing)));
    }

    void execute(String sql) throws SQLException {
        statement.execute(sql);
    }

    /** The first column of the only row, or empty when it is null. */
    Optional<String> text(String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
        }
    }

    /** Begins a COPY; until its end is read, nothing else may be done with this link. */
    CopyStream copy(String sql, PostgresOptions.Transport transport) throws IOException, SQLException {
        return spoken != null && transport == PostgresOptions.Transport.AUTOMATIC
                ? SocketCopy.begin(spoken, sql)
                : JdbcCopy.begin(jdbc, sql);
    }

    /** Ends every wait on this link at once; it is of no use afterwards. */
    void abort() {
        cancel.forget(onCancel);
        if (!cancelled) {
            closeWire();
            closeQuietly();
        }
    }

    private void closeWire() {
        try {
            if (wire != null) {
                wire.close();
            }
        } catch (IOException e) {
            // it is being thrown away; what goes wrong with that changes nothing
        }
    }

    private void closeQuietly() {
        try {
            jdbc.close();
        } catch (SQLException e) {
            // as above
        }
    }

    /** Ends every wait on this link at once, and then asks the server to stop what it is doing here. */
    private void end() {
        cancelled = true;
        wake();
        try {
            jdbc.cancelQuery();
        } catch (SQLException e) {
            // closing the socket ends it as well, if later
        }
        closeWire();
        closeQuietly();
    }

    /** Ends what is being read; the driver asks the socket how to reach the server, so it stays open until then. */
    private void wake() {
        try {
            if (wire != null) {
                wire.shutdownInput();
            }
        } catch (IOException e) {
            closeWire();
        }
    }

    @Override
    public void close() {
        cancel.forget(onCancel);
        try {
            jdbc.close();
        } catch (SQLException e) {
            throw new Failure(Failure.Kind.UNAVAILABLE, "the connection could not be closed", e);
        }
    }
}
