package dev.slipway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.data.Table;
import dev.slipway.digest.Digest;
import dev.slipway.digest.Digester;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.job.Cancel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On little data: figures of a peer that does not do all the work would be worth nothing. */
final class PeersTest {
    private static final long ROWS = 5_000;

    @TempDir
    private static Path folder;

    private static Server server;
    private static Connection connection;

    @BeforeAll
    static void start() throws Exception {
        server = Server.start(folder.resolve("server"));
        connection = server.connect();
    }

    @AfterAll
    static void stop() throws Exception {
        connection.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void everyPeerWritesTheRowsThatItWasFed(Shape shape) throws Exception {
        Dataset dataset = Dataset.prepare(connection, shape, ROWS);
        String url = server.url(Transport.TCP);
        try (Feed feed = Feed.open(url, dataset.qualifiedName())) {
            Digest fed = digest(feed.stream(), feed.table());
            assertThat(fed.rows()).isEqualTo(ROWS);
            Path duckdb = Files.createDirectories(folder.resolve("duckdb-" + shape));
            DuckDbPeer.main(new String[] {url, dataset.qualifiedName(), duckdb.toString(), "default"});
            Path parquet = Files.createDirectories(folder.resolve("parquet-java-" + shape));
            ParquetJavaPeer.main(new String[] {url, dataset.qualifiedName(), parquet.toString()});
            Path seed = Files.createDirectories(folder.resolve("seed-" + shape));
            SeedPeer.main(new String[] {url, dataset.qualifiedName(), seed.toString()});
            for (Path written : List.of(duckdb, parquet, seed)) {
                assertThat(Folder.parquetRows(written))
                        .as("rows in %s", written)
                        .isEqualTo(ROWS);
            }
            assertThat(read(duckdb, feed.table())).as("by DuckDB").isEqualTo(fed);
            assertThat(read(parquet, feed.table())).as("by parquet-java").isEqualTo(fed);
            assertThat(read(seed, feed.table())).as("by the seed's way").isEqualTo(fed);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void theLimitDrainsAllRowsOverEveryTransport(Transport transport) throws Exception {
        Dataset dataset = Dataset.prepare(connection, Shape.SEED, ROWS);
        Jvm jvm = new Jvm(folder.resolve("no-caches"));
        Rounds rounds = new Rounds(server, folder, Path.of("not-used"), System.err);
        for (int connections = 1; connections <= 2; connections++) {
            Contestant limit = new Contestant.Limit(jvm, connections);
            Child.Usage usage = Child.run(limit.command(rounds.task(dataset, transport)), Map.of(), folder);
            assertThat(usage.output()).isEqualToIgnoringNewLines("rows " + ROWS);
        }
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void aTableIsBuiltOnceAndAlwaysTheSame(Shape shape) throws Exception {
        Dataset first = Dataset.prepare(connection, shape, 2_000);
        Digest before = digest(first);
        assertThat(Dataset.prepare(connection, shape, 2_000)).isEqualTo(first);
        try (var statement = connection.createStatement()) {
            statement.execute("DROP TABLE " + first.qualifiedName());
        }
        assertThat(digest(Dataset.prepare(connection, shape, 2_000))).isEqualTo(before);
    }

    private static Digest digest(Dataset dataset) {
        try (Feed feed = Feed.open(server.url(Transport.UNIX), dataset.qualifiedName())) {
            return digest(feed.stream(), feed.table());
        }
    }

    private static Digest read(Path written, Table table) throws IOException {
        Digest sum = Digest.EMPTY;
        try (DuckDb engine = DuckDb.open(DuckDb.Settings.DEFAULT, new Cancel());
                Stream<Path> files = Files.list(written)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".parquet")).toList()) {
                sum = sum.plus(digest(engine.read(file, table), table));
            }
        }
        return sum;
    }

    private static Digest digest(Batches batches, Table table) {
        Digester digester = new Digester(table.schema());
        try (batches) {
            for (Batch batch = batches.next(Integer.MAX_VALUE);
                    batch != null;
                    batch = batches.next(Integer.MAX_VALUE)) {
                digester.add(batch);
            }
        }
        return digester.digest();
    }
}
