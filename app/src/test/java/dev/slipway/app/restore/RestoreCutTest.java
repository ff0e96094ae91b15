package dev.slipway.app.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.CuttingProxy;
import dev.slipway.app.CuttingProxy.Cut;
import dev.slipway.app.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that break at any statement of a restore, before or after it is carried out. */
class RestoreCutTest {
    private static final TestServer SERVER = TestServer.embedded18();

    @TempDir
    Path folder;

    private TestServer.Database database;
    private Path lake = Path.of("");
    private int unheard;
    private Object[] options = {};

    @BeforeEach
    void export() throws SQLException {
        database = SERVER.database(
                "CREATE TABLE t (id int NOT NULL, v text) PARTITION BY RANGE (id)",
                "CREATE TABLE part PARTITION OF t FOR VALUES FROM (0) TO (10000)",
                "ALTER TABLE part ADD PRIMARY KEY (id)",
                "INSERT INTO t SELECT i, md5(i::text) FROM generate_series(1, 5000) i",
                "CREATE TABLE kept AS TABLE t");
        lake = folder.resolve("lake");
        assertThat(Cli.export(database, lake, "part", "--rows-per-file", "2000").status())
                .isZero();
    }

    @Test
    void whatever_is_cut_is_told_as_it_is_and_the_next_run_ends_it() throws Exception {
        cutAtStatements(5);
    }

    @Test
    @Tag("heavy")
    void at_every_statement() throws Exception {
        cutAtStatements(1);
    }

    @Test
    @Tag("heavy")
    void as_its_source_was() throws Exception {
        Path mapping = Files.writeString(folder.resolve("m.yaml"), "mapping: 1\ncolumns: {v: {rename: w, split: a}}");
        Path mapped = folder.resolve("mapped");
        Cli exported = Cli.export(database, mapped, "part", "--rows-per-file", "2000", "--mapping", mapping);
        assertThat(exported.status()).as(exported.all()).isZero();
        lake = mapped;
        options = new Object[] {"--as-source"};

        cutAtStatements(2);
    }

    /** At each {@code step}th statement, and wherever something takes effect. */
    private void cutAtStatements(int step) throws Exception {
        List<String> all = statements(new Cut(0, false, false));
        assertThat(all).anyMatch(sql -> sql.contains("ATTACH")).anyMatch(sql -> sql.contains("COPY"));
        int trials = 0;
        for (int number = 1; number <= all.size(); number++) {
            boolean takesEffect = all.get(number - 1).contains("COMMIT");
            for (boolean forGood : new boolean[] {false, true}) {
                if (takesEffect || number % step == 0 && number / step % 2 == 0 == forGood) {
                    statements(new Cut(number, false, forGood));
                    statements(new Cut(number, true, forGood));
                    trials += 2;
                }
            }
        }
        System.out.println(all.size() + " statements, " + trials + " trials, " + unheard + " done without an answer");
        assertThat(unheard).isPositive();
    }

    private List<String> statements(Cut cut) throws IOException, SQLException {
        database.run("DROP TABLE IF EXISTS part");
        int port = database.server().port();
        List<String> statements;
        try (CuttingProxy proxy = new CuttingProxy(port, cut, () -> {})) {
            Cli first = restore(database.url().replace(":" + port, ":" + proxy.port()));
            statements = proxy.statements();
            String what = cut
                    + (0 < cut.number() && cut.number() <= statements.size()
                            ? " at " + statements.get(cut.number() - 1)
                            : "")
                    + "\n" + first.all();
            boolean there = isThere();
            if (first.all().contains("Nothing is visible")) {
                assertThat(there).as(what).isFalse();
            }
            assertThat(first.status()).as(what).isIn(0, 1);
            if (first.status() == 0) {
                assertThat(there).as(what).isTrue();
            } else if (there) {
                unheard++;
                assertThat(first.err()).as(what).contains("is not known");
            }
            database.awaitNobodyElse();
            Cli second = restore(database.url());
            assertThat(second.status()).as(what + second.all()).isEqualTo(there ? 2 : 0);
            assertThat(Shape.differences(database, "kept", "t")).as(what).isEqualTo("0");
        }
        return statements;
    }

    private Cli restore(String url) {
        List<Object> arguments =
                new ArrayList<>(List.of("restore", lake, "--url", url, "--attach-to", "t", "--connections", "1"));
        arguments.addAll(List.of(options));
        return Cli.run(arguments.toArray());
    }

    private boolean isThere() throws SQLException {
        return !database.text("SELECT to_regclass('part')").equals("null");
    }
}
