package dev.slipway.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.Lakes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each of many hostile files ends in rows, in rejects or in a clear error; none in a crash, a hang or a silent loss. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileFilesTest {
    @TempDir
    Path folder;

    static Stream<HostileFile> files() {
        return Stream.of(
                        HostileCsv.files(),
                        HostileNumbers.files(),
                        HostileTimes.files(),
                        HostilePacked.files(),
                        HostileJson.files(),
                        HostileText.files())
                .flatMap(List::stream);
    }

    static Stream<HostileFile> largeFiles() {
        return Stream.of(HostilePacked.large(), HostileJson.large()).flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileEndsInRowsInRejectsOrInAClearError(HostileFile file) throws Exception {
        judge(file);
    }

    @ParameterizedTest
    @MethodSource("largeFiles")
    @Tag("heavy")
    void aLargeFileDoesSoToo(HostileFile file) throws Exception {
        judge(file);
    }

    private void judge(HostileFile file) throws Exception {
        Path given = Files.write(folder.resolve(file.name()), file.bytes().bytes());
        Path schema = Files.writeString(folder.resolve("schema.yaml"), file.schema());
        Path lake = folder.resolve("lake");

        Cli cli = Cli.run("convert", given, "--schema", schema, "--to", lake, "--max-rejects", "1000", "--json");

        assertThat(cli.status()).as(cli.all()).isIn(0, 1, 2);
        assertThat(cli.all()).doesNotContain("\tat ", "Exception", "unexpected", "UNKNOWN");
        switch (file.end()) {
            case HostileFile.Told told -> {
                assertThat(cli.status()).as(cli.all()).isZero();
                judge(told, cli, lake);
            }
            case HostileFile.Refused refused -> {
                assertThat(cli.status()).as(cli.all()).isEqualTo(refused.status());
                assertThat(said(cli)).contains(refused.words());
                assertThat(Lakes.data(lake)).isEmpty();
            }
        }
    }

    /** What it says of the table, or before there is one. */
    private static String said(Cli cli) {
        return cli.json("table-failed").stream()
                        .map(event -> event.required("error").asString())
                        .collect(Collectors.joining("\n"))
                + cli.err();
    }

    private void judge(HostileFile.Told told, Cli cli, Path lake) throws SQLException {
        assertThat(cli.json("table-published")).anySatisfy(event -> {
            assertThat(event.required("table").asString()).isEqualTo("t");
            assertThat(event.required("rows").asLong()).isEqualTo(told.rows());
        });
        assertThat(sql(lake, "SELECT count(*) FROM 'LAKE/t/*.parquet'")).isEqualTo(String.valueOf(told.rows()));
        String reason = told.rejects() == 0
                ? ""
                : sql(lake, "SELECT line || ' ' || reason FROM 'LAKE/t_rejects/*.parquet' ORDER BY line LIMIT 1");
        assertThat(sql(lake, "SELECT count(*) FROM 'LAKE/t_rejects/*.parquet'"))
                .as(reason)
                .isEqualTo(String.valueOf(told.rejects()));
        if (told.rejects() > 0) {
            assertThat(reason).startsWith(told.line() + " ").contains(told.reason());
        }
        if (!told.expression().isEmpty()) {
            String values = "SELECT string_agg(coalesce((" + told.expression() + ")::VARCHAR, '∅'), '|')";
            assertThat(sql(lake, values + " FROM 'LAKE/t/*.parquet'")).isEqualTo(told.values());
        }
        Cli verified = Cli.run("verify", lake);
        assertThat(verified.status()).as(verified.all()).isZero();
    }

    /** By the judgement of DuckDB, which knows nothing of us. */
    private static String sql(Path lake, String sql) throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet row = statement.executeQuery(sql.replace("LAKE", lake.toString()))) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }
}
