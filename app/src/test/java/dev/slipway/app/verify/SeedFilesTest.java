package dev.slipway.app.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of another exporter, written by DuckDB, whose names say what they hold. */
class SeedFilesTest {
    private static final DateTimeFormatter NAMED = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);
    private static final String HEAD = "perm_items_public.permanent_data_items_pre_12_2023_";

    private record Row(LocalDateTime at, byte[] id) {
        String time() {
            return NAMED.format(at);
        }

        String id8() {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(id).substring(0, 8);
        }
    }

    @TempDir
    Path folder;

    private final List<Row> rows = new ArrayList<>();
    private Path file = Path.of("");

    @BeforeEach
    void write() throws SQLException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            byte[] id = new byte[32];
            random.nextBytes(id);
            // Several rows at the first and the last instant: then the id decides, as bytes without a sign.
            int at = i < 5 ? 0 : i < 10 ? 5_000_000 : random.nextInt(5_000_000);
            rows.add(new Row(LocalDateTime.of(2023, 6, 15, 9, 2, 9, 999_999_000).plusSeconds(at), id));
        }
        StringBuilder values = new StringBuilder();
        for (Row row : rows) {
            values.append(values.isEmpty() ? "" : ", ")
                    .append("(unhex('")
                    .append(HexFormat.of().formatHex(row.id))
                    .append("'), TIMESTAMP '")
                    .append(row.at.toString().replace('T', ' '))
                    .append("', ")
                    .append(ByteBuffer.wrap(row.id).getInt())
                    .append(')');
        }
        rows.sort(Comparator.comparing(Row::at).thenComparing(Row::id, Arrays::compareUnsigned));
        file = folder.resolve(name(
                rows.getFirst().time(),
                rows.getFirst().id8(),
                rows.getLast().time(),
                rows.getLast().id8(),
                "1000"));
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute(
                    "COPY (SELECT * FROM (VALUES " + values + ") AS t (data_item_id, uploaded_date, byte_count)) TO '"
                            + file + "' (FORMAT parquet, COMPRESSION zstd)");
        }
    }

    private static String name(String firstTime, String firstId, String lastTime, String lastId, String count) {
        return HEAD + firstTime + "_" + firstId + "-" + lastTime + "_" + lastId + "_rows-" + count + ".parquet";
    }

    @Test
    void aNameThatTellsTheTruthIsProof() {
        Cli cli = Cli.run("verify", folder);
        assertThat(cli.status()).as(cli.all()).isZero();
        assertThat(cli.out())
                .contains(
                        "Passed 1, failed 0: 1,000 rows",
                        "not checked, since no receipt lies beside it",
                        "not checked, since its footer holds no digest of Slipway: the rows' content");
        Cli keyed = Cli.run("verify", folder, "--key", "uploaded_date,data_item_id");
        assertThat(keyed.status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"first time", "first id", "last time", "last id", "rows"})
    void aNameThatLiesInOneOfItsFiveValuesFails(String lie) throws IOException {
        Row first = rows.getFirst();
        Row last = rows.getLast();
        Path lying = folder.resolve(name(
                lie.equals("first time") ? NAMED.format(first.at.plusSeconds(1)) : first.time(),
                lie.equals("first id") ? rows.get(1).id8() : first.id8(),
                lie.equals("last time") ? NAMED.format(last.at.minusSeconds(1)) : last.time(),
                lie.equals("last id") ? rows.get(998).id8() : last.id8(),
                lie.equals("rows") ? "999" : "1000"));
        Files.move(file, lying);
        Cli cli = Cli.run("verify", lying);
        assertThat(cli.status()).isEqualTo(1);
        assertThat(cli.out()).contains("      its " + lie + " is ");
        assertThat(cli.out().lines().filter(line -> line.startsWith("      its ")))
                .hasSize(1);
    }

    @Test
    void aFileWithoutTheKeysOfItsGrammarIsComparedWithoutThem() throws Exception {
        Path plain = folder.resolve("plain");
        Files.createDirectory(plain);
        Path other = plain.resolve(name("00000000T000000Z", "--------", "00000000T000000Z", "--------", "10"));
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("COPY (SELECT range AS a FROM range(10)) TO '" + other + "'");
        }
        assertThat(Cli.run("verify", plain).status()).isZero();
        Files.move(other, plain.resolve(name("20240101T000000Z", "--------", "00000000T000000Z", "--------", "10")));
        assertThat(Cli.run("verify", plain).status()).isEqualTo(1);
    }

    @Test
    void whatNobodyRecordedIsNotClaimed() {
        Cli cli = Cli.run("verify", file);
        assertThat(cli.status()).isZero();
        assertThat(cli.out()).contains("not checked, since its writer kept no checksums of pages: their bytes");
    }

    @Test
    void aTruncatedFileFails() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
        Cli cli = Cli.run("verify", folder);
        assertThat(cli.status()).isEqualTo(1);
        assertThat(cli.out()).contains("FAIL  " + file, "Passed 0, failed 1");
    }
}
