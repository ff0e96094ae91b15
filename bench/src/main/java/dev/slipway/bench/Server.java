package dev.slipway.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/** A Postgres server of our own in a folder of its own, which outlives it: data is built once. */
final class Server implements AutoCloseable {
    /** A socket's path may have 107 bytes. */
    private static final int SOCKET_FOLDER_MAX = 85;

    private final EmbeddedPostgres postgres;
    private final Path sockets;

    private Server(EmbeddedPostgres postgres, Path sockets) {
        this.postgres = postgres;
        this.sockets = sockets;
    }

    /** Starts the server on what {@code folder} holds, or on nothing yet. */
    static Server start(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path sockets = folder.toString().length() <= SOCKET_FOLDER_MAX ? folder : Files.createTempDirectory("slipway");
        Certificate certificate = Certificate.in(folder);
        Path log = folder.resolve("server.log");
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofMinutes(2))
                .setOutputRedirector(Redirect.appendTo(log.toFile()))
                .setErrorRedirector(Redirect.appendTo(log.toFile()))
                .setServerConfig("unix_socket_directories", sockets.toString())
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_cert_file", certificate.chain().toString())
                .setServerConfig("ssl_key_file", certificate.key().toString())
                // Without WAL a table is filled at the speed of its inserts; nothing here must survive a power loss.
                .setServerConfig("wal_level", "minimal")
                .setServerConfig("max_wal_senders", "0")
                .setServerConfig("fsync", "off")
                .setServerConfig("full_page_writes", "off")
                .setServerConfig("max_wal_size", "4GB")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("maintenance_work_mem", "512MB")
                // Nothing works in the background while we measure.
                .setServerConfig("autovacuum", "off")
                // A run over thousands of tables locks each of them.
                .setServerConfig("max_locks_per_transaction", "4096")
                .start();
        return new Server(postgres, sockets);
    }

    /** The place that a client is given to connect to. */
    String url(Transport transport) {
        return switch (transport) {
            case TCP -> "postgresql://postgres@127.0.0.1:" + port() + "/postgres?sslmode=disable";
            case TLS -> "postgresql://postgres@127.0.0.1:" + port() + "/postgres?sslmode=require";
            case UNIX -> "postgresql://postgres@/postgres?host=" + sockets + "&port=" + port();
        };
    }

    /** The same place for clients that only read bytes: transport, then port or socket. */
    String address(Transport transport) {
        return switch (transport) {
            case TCP, TLS -> Integer.toString(port());
            case UNIX -> sockets.resolve(".s.PGSQL." + port()).toString();
        };
    }

    int port() {
        return postgres.getPort();
    }

    /** A connection for preparing things. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.getJdbcUrl("postgres", "postgres"));
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
