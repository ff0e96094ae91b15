package dev.slipway.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.Failure;
import dev.slipway.digest.Digest;
import dev.slipway.job.Cancel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to the server, and every way in which it can be closed. */
class ConnectingTest {
    private static final String TABLE =
            "CREATE TABLE t AS SELECT i, md5(i::text) AS h, array[i, NULL] AS a FROM generate_series(1, 20000) i";

    static Stream<TestServer> servers() {
        return TestServer.all();
    }

    private static PostgresOptions options(String url) {
        return PostgresOptions.of(url, Map.of("HOME", "/nonexistent"), List.of("t"));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void everyTransportBringsTheSameRows(TestServer server) throws SQLException {
        TestServer.Database database = server.database(TABLE);
        String plain = "postgresql://postgres@localhost:" + server.port() + "/" + database.name();
        Digest expected = Export.digest(options(plain + "?sslmode=disable"));
        assertThat(expected.rows()).isEqualTo(20000);
        for (String url : List.of(
                plain + "?sslmode=require",
                plain + "?sslmode=verify-full&sslrootcert=" + server.certificate(),
                plain.replace("postgres@", "tls_only@"),
                "postgresql://postgres@/" + database.name() + "?host=" + server.folder() + "&port=" + server.port())) {
            assertThat(Export.digest(options(url))).as(url).isEqualTo(expected);
            assertThat(Export.digest(options(url).withTransport(PostgresOptions.Transport.DRIVER)))
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void theSocketIsTakenOverOnEveryTransport(TestServer server) throws SQLException {
        for (String url : List.of(
                server.url("postgres"),
                server.url("postgres").replace("disable", "require"),
                "postgresql://postgres@/postgres?host=" + server.folder() + "&port=" + server.port())) {
            try (Link link = Link.open(Address.of(url, Map.of()), new Cancel())) {
                assertThat(link.hasSocket()).as(url).isTrue();
                assertThat(link.text("SELECT application_name FROM pg_stat_activity WHERE pid = pg_backend_pid()"))
                        .contains("slipway");
                boolean tls = url.contains("require");
                assertThat(link.text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
                        .contains(tls ? "t" : "f");
            }
        }
    }

    @Test
    void aPasswordIsSentAndNeverShown() throws SQLException {
        TestServer.Database database = TestServer.newest().database(TABLE, "GRANT SELECT ON t TO guest");
        String encoded = URLEncoder.encode(TestServer.GUEST_PASSWORD, StandardCharsets.UTF_8);
        String url = "postgresql://guest:%s@localhost:" + database.server().port() + "/" + database.name();
        assertThat(Export.digest(options(url.replace("%s", encoded))).rows()).isEqualTo(20000);

        Failure wrong = refused(url.replace("%s", encoded + "X"));
        assertThat(wrong.kind()).isEqualTo(Failure.Kind.CONFIG);
        assertThat(wrong).hasMessageContaining("password for user \"guest\" is wrong");
        assertThat(trace(wrong)).doesNotContain(TestServer.GUEST_PASSWORD, encoded);

        Failure missing = refused(url.replace(":%s", ""));
        assertThat(missing.kind()).isEqualTo(Failure.Kind.CONFIG);
        assertThat(missing).hasMessageContaining("wants a password");
    }

    private static Failure refused(String url) {
        return catchThrowableOfType(Failure.class, () -> Export.open(options(url)));
    }

    private static String trace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void whatKeepsAUserOutIsSaid() throws SQLException {
        TestServer server = TestServer.newest();
        String url = "postgresql://postgres@localhost:" + server.port() + "/postgres";
        Failure database = refused(url.replaceAll("postgres$", "no_such_db"));
        assertThat(database.kind()).isEqualTo(Failure.Kind.CONFIG);
        assertThat(database).hasMessageContaining("there is no database \"no_such_db\"");

        Failure hba = refused(url.replace("postgres@", "nobody_here@"));
        assertThat(hba.kind()).isEqualTo(Failure.Kind.CONFIG);
        assertThat(hba).hasMessageContaining("pg_hba.conf");

        Failure tls = refused(url.replace("postgres@", "tls_only@") + "?sslmode=disable");
        assertThat(tls.kind()).isEqualTo(Failure.Kind.CONFIG);
        assertThat(tls).hasMessageContaining("sslmode");
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefusedWhenAskedTo(@TempDir Path folder) throws IOException {
        TestServer server = TestServer.newest();
        Path empty = Files.writeString(folder.resolve("root.crt"), "");
        Failure failure = refused("postgresql://postgres@localhost:" + server.port()
                + "/postgres?sslmode=verify-full&sslrootcert=" + empty);
        assertThat(failure).hasMessageContaining("sslrootcert");
    }

    @Test
    void anAddressIsConnectedToAndTheHostIsWhatItsCertificateMustName() throws SQLException {
        TestServer server = TestServer.newest();
        TestServer.Database database = server.database(TABLE);
        String plain = "user=postgres port=" + server.port() + " dbname=" + database.name() + " hostaddr=127.0.0.1 ";
        String verified = " sslmode=verify-full sslrootcert=" + server.certificate();
        assertThat(Export.digest(options(plain + "host=elsewhere.invalid")).rows())
                .isEqualTo(20000);
        assertThat(Export.digest(options(plain)).rows()).isEqualTo(20000);
        assertThat(Export.digest(options(plain + "host=localhost" + verified)).rows())
                .isEqualTo(20000);
        assertThat(refused(plain + "host=elsewhere.invalid" + verified)).hasMessageContaining("elsewhere.invalid");
        Failure wrong = refused(plain.replace("127.0.0.1", "127.0.0.2").replace("hostaddr", "host=localhost hostaddr"));
        assertThat(wrong).hasMessageContaining("localhost(127.0.0.2)");
    }

    @Test
    void aServerThatIsDownIsUnavailable() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Failure failure = refused("postgresql://u@localhost:" + port + "/d");
        assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
        assertThat(failure).hasMessageContaining("u@localhost:" + port + "/d");
        Failure socket = refused("postgresql://u@/d?host=/nonexistent");
        assertThat(socket.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
        assertThat(socket).hasMessageContaining("/nonexistent");
    }

    @Test
    void noConnectionLeftIsUnavailable() throws SQLException {
        TestServer server = TestServer.newest();
        TestServer.Database database = server.database("CREATE TABLE t (a int)");
        database.run("ALTER DATABASE " + database.name() + " CONNECTION LIMIT 0", "GRANT SELECT ON t TO plain");
        Failure failure = refused("postgresql://plain@localhost:" + server.port() + "/" + database.name());
        assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
        assertThat(failure).hasMessageContaining("--connections");
    }
}
