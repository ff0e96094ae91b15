package dev.slipway.postgres;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Real servers, started once for all tests: the embedded one, and whatever else is installed. They listen on TCP, with
 * and without TLS, and on a unix socket; everyone but {@code guest} is trusted, who needs a password.
 */
final class TestServer {
    static final String GUEST_PASSWORD = "s3cr%t/pass:wörd";

    private static final List<TestServer> ALL = start();
    private static int databases;

    private final String name;
    private final int port;
    private final Path folder;

    private TestServer(String name, int port, Path folder) {
        this.name = name;
        this.port = port;
        this.folder = folder;
    }

    /** The embedded server. */
    static TestServer newest() {
        return ALL.get(0);
    }

    /** Every server there is: at least the embedded one. */
    static Stream<TestServer> all() {
        return ALL.stream();
    }

    int port() {
        return port;
    }

    /** Where the unix socket is. */
    Path folder() {
        return folder;
    }

    /** The certificate that the server shows. */
    Path certificate() {
        return folder.resolve("server.crt");
    }

    String url(String database) {
        return "postgresql://postgres@localhost:" + port + "/" + database + "?sslmode=disable";
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/" + database
                + "?user=postgres&preferQueryMode=simple&sslmode=disable");
    }

    /** A new database with these statements run in it. */
    Database database(String... statements) throws SQLException {
        return databaseWith("", statements);
    }

    Database databaseWith(String options, String... statements) throws SQLException {
        String database;
        synchronized (TestServer.class) {
            databases++;
            database = "test_" + databases;
        }
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database + " " + options);
        }
        Database created = new Database(this, database);
        created.run(statements);
        return created;
    }

    @Override
    public String toString() {
        return name;
    }

    /** A database of its own for a test. */
    record Database(TestServer server, String name) {
        String url() {
            return server.url(name);
        }

        void run(String... statements) throws SQLException {
            try (Connection connection = server.connect(name);
                    Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        }

        PostgresOptions options(String... tables) {
            return PostgresOptions.of(url(), Map.of("HOME", server.folder().toString()), List.of(tables));
        }
    }

    private static List<TestServer> start() {
        List<TestServer> servers = new ArrayList<>();
        try {
            servers.add(start("Postgres 18, embedded", EmbeddedBinaries.unpack()));
            File[] installed = new File("/usr/lib/postgresql").listFiles();
            for (File version : installed == null ? new File[0] : installed) {
                if (new File(version, "bin/initdb").canExecute()) {
                    servers.add(start("Postgres " + version.getName() + ", installed", version.toPath()));
                }
            }
        } catch (IOException | SQLException | InterruptedException e) {
            throw new IllegalStateException("no test server", e);
        }
        return servers;
    }

    private static TestServer start(String name, Path installation)
            throws IOException, InterruptedException, SQLException {
        Path folder = Files.createTempDirectory("pg");
        Path data = folder.resolve("data");
        Path bin = installation.resolve("bin");
        initdb(folder, bin, data);
        int port = freePort();
        Certificate.create(folder);
        Files.writeString(
                data.resolve("postgresql.conf"),
                """

                port = %s
                listen_addresses = 'localhost'
                unix_socket_directories = '%s'
                fsync = off
                shared_buffers = 64MB
                max_connections = 60
                password_encryption = 'scram-sha-256'
                ssl = on
                ssl_cert_file = '%s'
                ssl_key_file = '%s'
                """.formatted(String.valueOf(port), folder, folder.resolve("server.crt"), folder.resolve("server.key")),
                StandardCharsets.UTF_8,
                StandardOpenOption.APPEND);
        Files.writeString(data.resolve("pg_hba.conf"), """
                local all all trust
                host all guest all scram-sha-256
                hostssl all tls_only all trust
                host all tls_only all reject
                host all nobody_here all reject
                host all all all trust
                """);
        TestServer server = started(name, port, folder, postgres(bin, data, folder.resolve("log")));
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE guest LOGIN PASSWORD '" + GUEST_PASSWORD + "'");
            statement.execute("CREATE ROLE tls_only LOGIN SUPERUSER");
            statement.execute("CREATE ROLE plain LOGIN");
        }
        return server;
    }

    static void initdb(Path folder, Path bin, Path data) throws IOException, InterruptedException {
        run(
                folder,
                bin.resolve("initdb").toString(),
                "-D",
                data.toString(),
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync");
    }

    static Process postgres(Path bin, Path data, Path log) throws IOException {
        return new ProcessBuilder(unprivileged(bin.resolve("postgres").toString(), "-D", data.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Waits until it answers. It ends with this process at the latest. */
    static TestServer started(String name, int port, Path folder, Process process)
            throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, folder)));
        TestServer server = new TestServer(name, port, folder);
        server.await(process);
        return server;
    }

    private void await(Process process) throws IOException, InterruptedException {
        for (int attempt = 0; attempt < 600; attempt++) {
            try (Connection connection = connect("postgres")) {
                if (connection.isValid(5)) {
                    return;
                }
            } catch (SQLException e) {
                if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    throw new IOException("the server ended: " + Files.readString(folder.resolve("log")), e);
                }
            }
        }
        throw new IOException("the server did not start: " + Files.readString(folder.resolve("log")));
    }

    /** Postgres will not run as root: in a user namespace of its own it is nobody in particular. */
    private static List<String> unprivileged(String... command) {
        List<String> whole = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            whole.addAll(List.of("unshare", "-U"));
        }
        whole.addAll(List.of(command));
        return whole;
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        Path log = folder.resolve("command.log");
        Process process = new ProcessBuilder(unprivileged(command))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(command[0] + " failed: " + Files.readString(log));
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void stop(Process process, Path folder) {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(File::delete);
            }
        } catch (IOException | InterruptedException e) {
            // what is left is in the temporary folder
        }
    }

    /** A key and a certificate for localhost, made by the JDK's own tool. */
    private static final class Certificate {
        static void create(Path folder) throws IOException, InterruptedException {
            String keytool =
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            Path store = folder.resolve("server.p12");
            Process process = new ProcessBuilder(
                            keytool,
                            "-genkeypair",
                            "-alias",
                            "server",
                            "-keyalg",
                            "EC",
                            "-groupname",
                            "secp256r1",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "san=dns:localhost,ip:127.0.0.1",
                            "-ext",
                            "bc:c=ca:true",
                            "-validity",
                            "3650",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            "changeit")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("keytool.log").toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IOException(Files.readString(folder.resolve("keytool.log")));
            }
            try (var in = Files.newInputStream(store)) {
                var keys = KeyStore.getInstance("PKCS12");
                keys.load(in, "changeit".toCharArray());
                write(
                        folder.resolve("server.key"),
                        "PRIVATE KEY",
                        keys.getKey("server", "changeit".toCharArray()).getEncoded());
                write(
                        folder.resolve("server.crt"),
                        "CERTIFICATE",
                        keys.getCertificate("server").getEncoded());
            } catch (GeneralSecurityException e) {
                throw new IOException(e);
            }
        }

        private static void write(Path file, String what, byte[] body) throws IOException {
            String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(body);
            Files.writeString(file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }
}
