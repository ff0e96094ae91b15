package dev.slipway.app;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real Postgres for all tests of this process. Everyone is trusted but {@code guest}, who needs a password, and {@code
 * nobody_here}, who is kept out; {@code plain} has no rights but what a test grants.
 */
public final class TestServer {
    /** With characters that a URL, a shell and a log each treat in their own way. */
    public static final String GUEST_PASSWORD = "s3cr%t/pass:wörd";

    private static final class Embedded {
        static final TestServer SERVER = embedded();
    }

    private final int port;
    private int databases;

    private TestServer(int port) {
        this.port = port;
    }

    /** The server that comes with the project. */
    public static TestServer embedded18() {
        return Embedded.SERVER;
    }

    /** A server of another version, if this machine has one installed. The caller closes it. */
    public static Optional<Installed> installed() throws IOException, InterruptedException, SQLException {
        File[] versions = new File("/usr/lib/postgresql").listFiles();
        for (File version : versions == null ? new File[0] : versions) {
            if (new File(version, "bin/initdb").canExecute()
                    && !version.getName().equals("18")) {
                return Optional.of(Installed.start(version.toPath().resolve("bin")));
            }
        }
        return Optional.empty();
    }

    /** One that somebody else started, for databases of its own. */
    static TestServer on(int port) {
        return new TestServer(port);
    }

    private static TestServer embedded() {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("max_connections", "60")
                    .setServerConfig("password_encryption", "scram-sha-256")
                    .start();
            TestServer server = new TestServer(postgres.getPort());
            server.prepare();
            return server;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("no test server", e);
        }
    }

    private void prepare() throws IOException, SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("SHOW hba_file")) {
                row.next();
                Files.writeString(Path.of(row.getString(1)), """
                        host all guest all scram-sha-256
                        host all nobody_here all reject
                        host all all all trust
                        """);
            }
            statement.execute("CREATE ROLE guest LOGIN PASSWORD '" + GUEST_PASSWORD + "'");
            statement.execute("CREATE ROLE plain LOGIN");
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    public int port() {
        return port;
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/" + database
                + "?user=postgres&preferQueryMode=simple&sslmode=disable");
    }

    /** A new database with these statements run in it. */
    public Database database(String... statements) throws SQLException {
        String name;
        synchronized (this) {
            databases++;
            name = "test_" + databases;
        }
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        Database created = new Database(this, name);
        created.run(statements);
        return created;
    }

    /** A database of its own for a test. */
    public record Database(TestServer server, String name) {
        public String url() {
            return url("postgres", server.port);
        }

        /** As another user, or through another port. */
        public String url(String user, int port) {
            return "postgresql://" + user + "@localhost:" + port + "/" + name + "?sslmode=disable";
        }

        public void run(String... statements) throws SQLException {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        }

        public Connection connect() throws SQLException {
            return server.connect(name);
        }

        /** The first column of the only row. */
        public String text(String query) throws SQLException {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                row.next();
                return String.valueOf(row.getString(1));
            }
        }

        /** Asks until the answer is {@code expected}, which is what the test waits for. */
        public void await(String expected, String query) throws SQLException {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                String answer;
                do {
                    statement.execute("SELECT pg_sleep(0.01)");
                    try (ResultSet row = statement.executeQuery(query)) {
                        row.next();
                        answer = String.valueOf(row.getString(1));
                    }
                } while (!answer.equals(expected));
            }
        }

        /** Waits until nobody but us is connected to this database. */
        public void awaitNobodyElse() throws SQLException {
            await(
                    "0",
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                            + " AND pid <> pg_backend_pid() AND backend_type = 'client backend'");
        }
    }

    /** A server started from what is installed on this machine. */
    public static final class Installed implements AutoCloseable {
        private final Process process;
        private final TestServer server;

        private Installed(Process process, TestServer server) {
            this.process = process;
            this.server = server;
        }

        public TestServer server() {
            return server;
        }

        static Installed start(Path bin) throws IOException, InterruptedException, SQLException {
            Path folder = Files.createTempDirectory("pg");
            Path data = folder.resolve("data");
            int port;
            try (ServerSocket socket = new ServerSocket(0)) {
                port = socket.getLocalPort();
            }
            Process initdb = command(
                    folder,
                    bin.resolve("initdb"),
                    "-D",
                    data,
                    "-U",
                    "postgres",
                    "-E",
                    "UTF8",
                    "--locale=C",
                    "--no-sync");
            if (initdb.waitFor() != 0) {
                throw new IOException("initdb failed: " + Files.readString(folder.resolve("log")));
            }
            Files.writeString(
                    data.resolve("postgresql.conf"),
                    "\nport = " + port + "\nunix_socket_directories = ''\nfsync = off\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.APPEND);
            Process process = command(folder, bin.resolve("postgres"), "-D", data);
            TestServer server = new TestServer(port);
            server.await(process);
            server.prepare();
            return new Installed(process, server);
        }

        /** Postgres will not run as root: in a user namespace of its own it is nobody in particular. */
        private static Process command(Path folder, Object... words) throws IOException {
            List<String> command = new ArrayList<>();
            if ("root".equals(System.getProperty("user.name"))) {
                command.addAll(List.of("unshare", "-U"));
            }
            Arrays.stream(words).map(Object::toString).forEach(command::add);
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    private void await(Process process) throws IOException, InterruptedException {
        while (true) {
            try (Connection connection = connect("postgres")) {
                connection.isValid(5);
                return;
            } catch (SQLException e) {
                if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    throw new IOException("the server ended", e);
                }
            }
        }
    }
}
