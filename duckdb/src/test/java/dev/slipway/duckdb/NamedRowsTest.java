package dev.slipway.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import dev.slipway.job.Cancel;
import dev.slipway.job.FileName.RowName;
import dev.slipway.job.Key;
import dev.slipway.job.KeyRange;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedRowsTest {
    private static final Key SEED = new Key(Optional.of("uploaded_date"), Optional.of("data_item_id"));

    private final DuckDb engine = DuckDb.open(DuckDb.Settings.DEFAULT, new Cancel());

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        engine.close();
    }

    private NamedRows namedRows(String query, Key key) throws SQLException {
        Path file = folder.resolve("named.parquet");
        WrittenByDuckDb.write(query, file);
        return engine.namedRows(file, key);
    }

    @Test
    void firstAndLastRowAreByTimeThenByTheBytesOfTheId() throws SQLException {
        NamedRows rows = namedRows(
                "SELECT * FROM (VALUES"
                        + " (TIMESTAMP '2023-06-15 09:02:09.999999', from_base64('v/qeQ/ukAA==')),"
                        + " (TIMESTAMP '2023-06-15 09:02:09.999999', from_base64('/////////w==')),"
                        + " (TIMESTAMP '2023-06-20 15:02:45.1', from_base64('AAAAAAAAAA==')),"
                        + " (TIMESTAMP '2023-06-20 15:02:45.1', from_base64('mNGzWbk4AA==')),"
                        + " (NULL, from_base64('AAAAAAAAAA=='))) AS t(uploaded_date, data_item_id)",
                SEED);
        assertThat(rows)
                .isEqualTo(new NamedRows(
                        5, new RowName("20230615T090209Z", "v_qeQ_uk"), new RowName("20230620T150245Z", "mNGzWbk4")));
    }

    @Test
    void textIdsAreComparedAsBytesAndCut() throws SQLException {
        NamedRows rows = namedRows(
                "SELECT TIMESTAMP '1969-12-31 23:59:59.5' AS uploaded_date, unnest(['Zebra-long id', 'apple', 'äpfel'])"
                        + " AS data_item_id",
                SEED);
        assertThat(rows.first()).isEqualTo(new RowName("19691231T235959Z", "Zebra-lo"));
        assertThat(rows.last()).isEqualTo(new RowName("19691231T235959Z", "-pfel---"));
    }

    @Test
    void keyColumnsThatAreMissingCountAsNone() throws SQLException {
        assertThat(namedRows("SELECT 7 AS other FROM range(3)", SEED))
                .isEqualTo(new NamedRows(3, RowName.NONE, RowName.NONE));
        assertThat(namedRows("SELECT 7 AS other FROM range(3)", Key.NONE).rows())
                .isEqualTo(3);
        assertThat(namedRows("SELECT NULL::TIMESTAMP AS uploaded_date, unnest([3, 20]) AS data_item_id", SEED))
                .isEqualTo(new NamedRows(
                        2, new RowName(RowName.NONE.time(), "3-------"), new RowName(RowName.NONE.time(), "20------")));
    }

    @Test
    void aMissingIdSortsFirst() throws SQLException {
        NamedRows rows =
                namedRows("SELECT DATE '2024-02-29' AS uploaded_date, unnest([NULL, 'b']) AS data_item_id", SEED);
        assertThat(rows.first().id()).isEqualTo(RowName.NONE.id());
        assertThat(rows.last()).isEqualTo(new RowName("20240229T000000Z", "b-------"));
    }

    @Test
    void infiniteTimesHaveNoName() throws SQLException {
        NamedRows rows = namedRows("SELECT 'infinity'::TIMESTAMP AS uploaded_date, 'a' AS data_item_id", SEED);
        assertThat(rows.first()).isEqualTo(new RowName(RowName.NONE.time(), "a-------"));
    }

    @Test
    void aKeyOfAnUnsuitableTypeIsRefused() {
        assertThatThrownBy(() -> namedRows("SELECT 1 AS uploaded_date, 'a' AS data_item_id", SEED))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG))
                .hasMessageContaining("uploaded_date");
        assertThatThrownBy(() -> namedRows("SELECT now() AS uploaded_date, [1] AS data_item_id", SEED))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("data_item_id");
    }

    @Test
    void namesFoundBySqlAreThoseThatTheWriterGives() throws SQLException {
        List<Type> times =
                RandomTable.simpleTypes().stream().filter(KeyRange::canBeTime).toList();
        List<Type> ids =
                RandomTable.simpleTypes().stream().filter(KeyRange::canBeId).toList();
        long seed = 300;
        for (Type time : times) {
            for (Type id : ids) {
                Table table = new Table(
                        "", "t", new Schema(List.of(Field.of("the time", time, true), Field.of("the id", id, true))));
                Rows rows = new RandomTable(seed++).rows(table, 40);
                Key key = new Key(Optional.of("the time"), Optional.of("the id"));
                KeyRange range = new KeyRange(table.schema(), key);
                range.add(rows.batch());
                Path file = folder.resolve("pair.parquet");
                WrittenByDuckDb.write(rows, 1, "COMPRESSION zstd", file);
                assertThat(engine.namedRows(file, key))
                        .as("seed %d: %s, %s", seed - 1, time, id)
                        .isEqualTo(new NamedRows(40, range.first(), range.last()));
            }
        }
    }
}
