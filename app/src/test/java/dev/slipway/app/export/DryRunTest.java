package dev.slipway.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.TestServer;
import dev.slipway.app.console.Console;
import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import dev.slipway.job.Key;
import dev.slipway.job.Plan;
import dev.slipway.job.Unit;
import dev.slipway.ledger.Borders;
import dev.slipway.store.LocalStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What would be done, said without doing it. */
class DryRunTest {
    @TempDir
    Path folder;

    private record Piece(Table table) implements Unit {
        @Override
        public String id() {
            return table.qualifiedName() + "/0";
        }

        @Override
        public int ordinal() {
            return 0;
        }

        @Override
        public String fingerprint() {
            return "";
        }
    }

    @Test
    void itEstimatesRowsBytesAndTimeAndWritesNothing() throws SQLException {
        TestServer.Database database = RichTable.on(TestServer.embedded18());
        Path lake = folder.resolve("lake");
        Cli dry = Cli.export(database, lake, RichTable.NAME, "--dry-run", "--key", "at,id");
        assertThat(dry.status()).isZero();
        assertThat(dry.err()).isEmpty();
        assertThat(dry.out())
                .containsPattern(
                        "My Shop\\.Order s 1 +~22,319 rows, \\d\\.\\d\\d MB, 1 unit\n    key: at, id; columns: 20")
                .contains("note: ")
                .containsPattern("Dry run: 3 tables, ~30,000 rows, \\d\\.\\d\\d MB in 3 units; about \\d\\.\\d\\d MB of"
                        + " files in less than a second; .* free\\. Nothing was exported\\.");
        assertThat(lake).doesNotExist();

        Cli json = Cli.export(database, lake, RichTable.NAME, "--dry-run", "--json");
        assertThat(json.json("planned")).hasSize(3);
        JsonNode all = json.json().getLast();
        assertThat(all.required("event").asString()).isEqualTo("dry-run");
        assertThat(all.required("tables").asInt()).isEqualTo(3);
        assertThat(all.required("rowsEstimate").asLong()).isEqualTo(30_000);
        assertThat(all.required("bytesEstimate").asLong()).isBetween(3_000_000L, 20_000_000L);
        assertThat(all.required("fileBytesEstimate").asLong()).isPositive();
        assertThat(all.required("secondsEstimate").asDouble()).isPositive();
        assertThat(all.required("bytesFree").asLong()).isPositive();
        assertThat(all.required("fits").asBoolean()).isTrue();
        assertThat(lake).doesNotExist();
    }

    @Test
    void whatCannotBeExportedIsRefusedInADryRunToo() throws SQLException {
        TestServer.Database database = TestServer.embedded18().database("CREATE TABLE t (a int)");
        assertThat(Cli.export(database, folder, "t", "--dry-run", "--columns", "b")
                        .status())
                .isEqualTo(2);
        assertThat(Cli.export(database, folder, "t", "--dry-run", "--codec", "lzma")
                        .status())
                .isEqualTo(2);
        Cli.export(database, folder, "t");
        Cli other = Cli.export(database, folder, "t", "--dry-run", "--where", "a > 1");
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err()).contains("already holds public.t");
    }

    @Test
    void aDiskThatIsTooSmallIsWarnedOf() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), false, 100);
        Table table = new Table("public", "huge", new Schema(List.of(Field.of("a", new Type.Bool(), true))));
        Plan<Piece> plan = new Plan<>(
                List.of(new Plan.PlannedTable<>(
                        table,
                        "public.huge",
                        "",
                        List.of(new Piece(table)),
                        Borders.NONE,
                        5_000_000_000_000L,
                        1_000_000_000_000_000_000L,
                        new Key(Optional.empty(), Optional.empty()),
                        List.of())),
                Map.of());
        int status = new DryRun(console, new LocalStore(folder), folder.toString(), false).show(plan, 2, List.of());
        assertThat(status).isZero();
        assertThat(out.toString()).contains("~5,000,000,000,000 rows");
        assertThat(err.toString())
                .contains("slipway: warning: " + folder + " has only", "the files may need about 300 PB");
    }
}
