package dev.slipway.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.app.Cli;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever wants to know is told, by a real server; and no message tells where they are told. */
final class NoticesTest {
    private static final String TOKEN = "/hooks/very-secret-token";

    @TempDir
    Path folder;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private int status = 200;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(TOKEN, exchange -> {
            told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        Files.writeString(
                folder.resolve("url"), "http://localhost:" + server.getAddress().getPort() + TOKEN + "\n");
        Files.writeString(folder.resolve("s.yaml"), """
                name: t
                version: 1
                format: csv
                columns: {id: int64}
                """);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Cli run(String csv, String alert) throws IOException {
        Files.writeString(folder.resolve("a.csv"), csv);
        Path job = Files.writeString(folder.resolve("job.yaml"), """
                job: watched
                source: {files: {inputs: {files: a.csv, schema: s.yaml}}}
                targets: [{folder: lake}]
                notify: [{url: {file: url}, on: [done, failed, alert]}]
                alert: {bytes: %s}
                """.formatted(alert));
        Cli cli = Cli.run("run", job);
        assertThat(cli.all()).doesNotContain("very-secret-token");
        return cli;
    }

    @Test
    void aRunThatIsDoneIsTold() throws IOException {
        assertThat(run("id\n1\n", "1GB").status()).isZero();

        assertThat(told).singleElement().asString().contains("\"text\"", "\"content\"", "job watched done");
    }

    @Test
    void aRunThatFailedIsTold() throws IOException {
        assertThat(run("id\nx\n", "1GB").status()).isEqualTo(1);

        assertThat(told).singleElement().asString().contains("exit code 1");
    }

    @Test
    void tooMuchIsToldAndWarnedOfAndNoFailure() throws IOException {
        Cli cli = run("id\n1\n", "100");

        assertThat(cli.status()).isZero();
        assertThat(cli.err()).contains("warning: alert:", "alert.bytes");
        assertThat(told).hasSize(2).last().asString().contains("more than the 100 B");
    }

    @Test
    void aServerThatRefusesOrIsGoneIsWarnedOfAndChangesNothing() throws IOException {
        status = 500;
        Cli refused = run("id\n1\n", "1GB");
        assertThat(refused.status()).isZero();
        assertThat(refused.err()).contains("HTTP status 500");

        server.stop(0);
        Cli gone = run("id\n1\n", "1GB");
        assertThat(gone.status()).isZero();
        assertThat(gone.err()).contains("could not be sent");
    }

    @Test
    void aReferenceThatLeadsNowhereIsRefusedBeforeAnythingIsDone() throws IOException {
        Files.delete(folder.resolve("url"));

        assertThat(run("id\n1\n", "1GB").status()).isEqualTo(2);
        assertThat(folder.resolve("lake")).doesNotExist();
    }
}
