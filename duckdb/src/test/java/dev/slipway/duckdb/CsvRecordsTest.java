package dev.slipway.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Batch;
import dev.slipway.data.Column;
import dev.slipway.data.Table;
import dev.slipway.job.Cancel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvRecordsTest {
    private static final String NULL = "∅";

    @TempDir
    Path folder;

    private record Read(List<List<String>> rows, List<CsvRecords.Fault> faults) {}

    private Read read(String text, CsvDialect dialect, String... columns) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8), dialect, columns);
    }

    private Read read(byte[] text, CsvDialect dialect, String... columns) throws IOException {
        Path file = Files.write(folder.resolve("a.csv"), text);
        Table table = CsvRecords.table("", "t", List.of(columns));
        List<List<String>> rows = new ArrayList<>();
        try (DuckDb engine = DuckDb.open(DuckDb.Settings.DEFAULT, new Cancel());
                CsvRecords records = CsvRecords.open(
                        engine, new CsvRecords.Shape(file, 1, text.length, 10, text.length), dialect, table)) {
            for (Batch batch = records.next(1000); batch != null; batch = records.next(1000)) {
                for (int row = 0; row < batch.rows(); row++) {
                    List<String> values = new ArrayList<>();
                    for (Column column : batch.columns()) {
                        values.add(text((Column.Bytes) column, row));
                    }
                    rows.add(values);
                }
            }
            return new Read(rows, records.faults());
        }
    }

    private static String text(Column.Bytes column, int row) {
        return column.validity().isNull(row)
                ? NULL
                : new String(column.data(), column.starts()[row], column.lengths()[row], StandardCharsets.UTF_8);
    }

    @Test
    void valuesAreKeptToTheByte() throws IOException {
        String text =
                "a,b,c\n 1 ,\"x\r\ny\",\"say \"\"hi\"\"\"\n\0,\u00e9\u20ac\ud83d\ude00,#no\n\"\",,\"NULL\"\nlast,1,2";
        assertThat(read(text, CsvDialect.RFC_4180, "a", "b", "c").rows())
                .containsExactly(
                        List.of(" 1 ", "x\r\ny", "say \"hi\""),
                        List.of("\0", "\u00e9\u20ac\ud83d\ude00", "#no"),
                        List.of("", NULL, "NULL"),
                        List.of("last", "1", "2"));
    }

    @Test
    void recordsOfAnotherLengthAreToldAndNotGuessed() throws IOException {
        Read read = read("a,b\n1,2\n3\n4,5,6\n\"7\"x,8\n9,10\n", CsvDialect.RFC_4180, "a", "b");
        assertThat(read.rows()).containsExactly(List.of("1", "2"), List.of("9", "10"));
        assertThat(read.faults()).extracting(CsvRecords.Fault::at).containsExactly(8L, 10L, 16L);
    }

    @Test
    void bytesThatAreNoTextAreTold() throws IOException {
        Read read = read(new byte[] {'a', '\n', (byte) 0xff, '\n', 'x', '\n'}, CsvDialect.RFC_4180, "a");
        assertThat(read.rows()).containsExactly(List.of("x"));
        assertThat(read.faults())
                .hasSize(1)
                .first()
                .extracting(CsvRecords.Fault::at)
                .isEqualTo(2L);
    }

    @Test
    void manyRecordsKeepTheirOrder() throws IOException {
        StringBuilder text = new StringBuilder("n,t\n");
        for (int i = 0; i < 1_000_000; i++) {
            text.append(i).append(",\"some more text, of row ").append(i).append("\"\n");
        }
        List<List<String>> rows =
                read(text.toString(), CsvDialect.RFC_4180, "n", "t").rows();
        assertThat(rows).hasSize(1_000_000);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i).getFirst()).isEqualTo(String.valueOf(i));
        }
    }

    @Test
    void aRecordMayBeVeryLong() throws IOException {
        String value = "x".repeat(40_000_000);
        assertThat(read("a,b\n1," + value + "\n2,y\n", CsvDialect.RFC_4180, "a", "b")
                        .rows())
                .containsExactly(List.of("1", value), List.of("2", "y"));
    }

    @Test
    void otherDialectsAreRead() throws IOException {
        CsvDialect dialect = new CsvDialect(';', Optional.of('\''), Optional.of('\\'), List.of("-", "null"));
        assertThat(read("a;b\n'x;\\'y';-\n'null';null\n;z\n", dialect, "a", "b").rows())
                .containsExactly(List.of("x;'y", NULL), List.of("null", NULL), List.of("", "z"));
        CsvDialect bare = new CsvDialect('\t', Optional.empty(), Optional.empty(), List.of());
        assertThat(read("a\tb\n\"x\ty\"\n\tz\n", bare, "a", "b").rows())
                .containsExactly(List.of("\"x", "y\""), List.of("", "z"));
    }

    @Test
    void namesMayDifferByCaseAlone() throws IOException {
        assertThat(read("a,A\n1,2\n", CsvDialect.RFC_4180, "a", "A").rows()).containsExactly(List.of("1", "2"));
    }
}
