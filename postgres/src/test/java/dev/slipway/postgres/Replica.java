package dev.slipway.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

/** A primary, and a standby that follows it and never waits for those who read there. */
final class Replica implements AutoCloseable {
    private final TestServer primary;
    private final TestServer standby;
    private final Process[] processes;

    private Replica(TestServer primary, TestServer standby, Process... processes) {
        this.primary = primary;
        this.standby = standby;
        this.processes = processes;
    }

    static Replica start() throws IOException, InterruptedException, SQLException {
        Path bin = EmbeddedBinaries.unpack().resolve("bin");
        Path folder = Files.createTempDirectory("pg");
        Path first = folder.resolve("primary");
        Path second = folder.resolve("standby");
        TestServer.initdb(folder, bin, first);
        copy(first, second);
        int port = TestServer.freePort();
        int standbyPort = TestServer.freePort();
        configure(first, port, folder, "");
        configure(
                second,
                standbyPort,
                folder,
                "primary_conninfo = 'host=127.0.0.1 port=" + port + " user=postgres sslmode=disable'\n"
                        + "max_standby_streaming_delay = 0\nhot_standby_feedback = off\n");
        Files.createFile(second.resolve("standby.signal"));
        Process primary = TestServer.postgres(bin, first, folder.resolve("primary.log"));
        TestServer leading = TestServer.started("primary", port, folder, primary);
        Process standby = TestServer.postgres(bin, second, folder.resolve("log"));
        return new Replica(leading, TestServer.started("standby", standbyPort, folder, standby), standby, primary);
    }

    private static void configure(Path data, int port, Path folder, String more) throws IOException {
        Files.writeString(
                data.resolve("postgresql.conf"),
                "\nport = " + port + "\nlisten_addresses = 'localhost'\nunix_socket_directories = '" + folder
                        + "'\nfsync = off\nshared_buffers = 32MB\nautovacuum = off\n" + more,
                StandardCharsets.UTF_8,
                StandardOpenOption.APPEND);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    TestServer primary() {
        return primary;
    }

    /** The same database on the standby. */
    TestServer.Database following(TestServer.Database database) {
        return new TestServer.Database(standby, database.name());
    }

    /** Waits until the standby has done what the primary has. */
    void catchUp() throws SQLException {
        String reached = text(primary, "SELECT pg_current_wal_flush_lsn()");
        while (!text(standby, "SELECT pg_last_wal_replay_lsn() >= '" + reached + "'::pg_lsn FROM pg_sleep(0.01)")
                .equals("t")) {
            // the pause is the server's
        }
    }

    private static String text(TestServer server, String query) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    @Override
    public void close() throws InterruptedException {
        for (Process process : processes) {
            process.destroy();
            process.waitFor();
        }
    }
}
