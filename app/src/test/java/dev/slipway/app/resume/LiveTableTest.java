package dev.slipway.app.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.Lakes;
import dev.slipway.app.TestServer;
import dev.slipway.job.Export;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Others write while exports run, stop and go on: what is published is one snapshot, to the row. */
@Timeout(120)
class LiveTableTest {
    @TempDir
    Path folder;

    private int rounds;
    private int stopped;
    private int kept;
    private int emptied;

    @Test
    void whatIsPublishedOfATableThatChangesAllTheTimeIsOneSnapshot() throws Exception {
        long seed = 20261122;
        System.out.println("live table: seed " + seed);
        Random random = new Random(seed);
        TestServer.Database database = TestServer.embedded18()
                .database("CREATE TABLE t (id int PRIMARY KEY, n int, a text)", Writers.insert(1, 3000), "ANALYZE t");
        int changes;
        try (Writers writers = new Writers(database, 3, random)) {
            for (int i = 0; i < 8; i++) {
                round(database, random, writers);
            }
            changes = writers.changes();
        }
        System.out.println("live table: " + rounds + " exports among " + changes + " changes, " + stopped
                + " times stopped before, table emptied " + emptied + " times in between; each equals its snapshot; "
                + kept + " units kept");
        assertThat(kept).isPositive();
        assertThat(emptied).isPositive();
    }

    private void round(TestServer.Database database, Random random, Writers writers) throws Exception {
        Path lake = folder.resolve("lake-" + rounds++);
        FrozenExport export = new FrozenExport(database, lake);
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times; i++) {
            List<Export.Result> results = export.run("run-" + rounds + '-' + i, 1 + random.nextInt(12));
            stopped += results.getFirst() instanceof Export.Result.Failed ? 1 : 0;
            Whole.isNeverLess(lake);
            between(database, random, writers);
        }
        List<Export.Result> results = export.run("run-" + rounds + "-last", Integer.MAX_VALUE);
        assertThat(results).singleElement().isInstanceOf(Export.Result.Published.class);
        kept += export.unitsKept();
        Whole.isByItself(lake);
        assertThat(published(lake)).isEqualTo(rows(database));
        Cli again = Cli.export(database, folder.resolve("frozen-" + rounds), "frozen");
        assertThat(again.out())
                .contains(((Export.Result.Published) results.getFirst()).rows().toString());
        assertThat(Lakes.staged(lake)).isEmpty();
    }

    /** Somebody writes at least once; now and then all is thrown away and written anew, or written into new files. */
    private void between(TestServer.Database database, Random random, Writers writers) throws SQLException {
        int before = writers.changes();
        switch (random.nextInt(4)) {
            case 0 -> {
                database.run("TRUNCATE t", Writers.insert(1, 2500));
                emptied++;
            }
            case 1 -> database.run("VACUUM FULL t");
            default -> database.run("SELECT 1");
        }
        while (!writers.changed(before)) {
            Thread.onSpinWait();
        }
    }

    private static List<String> published(Path lake) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            return texts(statement, "read_parquet('" + lake + "/**/*.parquet')");
        }
    }

    private static List<String> rows(TestServer.Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            return texts(statement, "frozen");
        }
    }

    private static List<String> texts(Statement statement, String from) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery("SELECT id || ' ' || n || ' ' || md5(a) FROM " + from)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows.stream().sorted().toList();
    }
}
