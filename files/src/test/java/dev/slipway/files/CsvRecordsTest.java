package dev.slipway.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Column;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRecordsTest {
    private static final String NULL = "∅";
    private static final FileFormat.Csv RFC_4180 = FileFormat.Csv.PLAIN;
    private static final FileFormat.Csv BARE =
            new FileFormat.Csv('\t', Optional.empty(), Optional.empty(), true, "UTF-8", Optional.empty(), List.of(), 0);
    private static final FileFormat.Csv OTHER = new FileFormat.Csv(
            ';', Optional.of('\''), Optional.of('\\'), true, "UTF-8", Optional.empty(), List.of("-", "null"), 0);

    private record Read(List<List<String>> rows, List<String> faults) {}

    private static Read read(String text, FileFormat.Csv format, int values) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8), format, values, Long.MAX_VALUE - 1, 1 << 28, CsvPiece.WHOLE);
    }

    /** Counted, too. */
    private static Read read(
            byte[] text, FileFormat.Csv format, int values, long bytesLikely, int bytesMax, CsvPiece piece)
            throws IOException {
        List<List<String>> rows = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        ByteArrayInputStream in = new ByteArrayInputStream(text);
        in.skipNBytes(piece.from());
        try (CsvRecords records = new CsvRecords(in, format, values, piece, bytesLikely, bytesMax)) {
            while (records.next(1000)) {
                for (int row = 0; row < records.rows(); row++) {
                    List<String> one = new ArrayList<>();
                    for (int value = 0; value < values; value++) {
                        one.add(text(records.column(value), row));
                    }
                    rows.add(one);
                }
                records.faults()
                        .forEach(fault -> faults.add(fault.line() + " " + fault.reason() + ": "
                                + RawText.of(records.data(), fault.start(), fault.end(), fault.size())));
            }
            if (piece.equals(CsvPiece.WHOLE)) {
                assertThat((long) rows.size() + faults.size())
                        .as(new String(text, StandardCharsets.UTF_8))
                        .isEqualTo(RecordCount.of(FileInput.of("f", text), format));
                assertThat(records.bytes()).isEqualTo(text.length);
            }
        }
        return new Read(rows, faults);
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
        assertThat(read(text, RFC_4180, 3).rows())
                .containsExactly(
                        List.of(" 1 ", "x\r\ny", "say \"hi\""),
                        List.of("\0", "\u00e9\u20ac\ud83d\ude00", "#no"),
                        List.of("", NULL, "NULL"),
                        List.of("last", "1", "2"));
    }

    @Test
    void recordsOfAnotherLengthAreToldAndNotGuessed() throws IOException {
        Read read = read("a,b\n1,2\n3\n4,5,6\n\"7\"x,8\n9,10\n", RFC_4180, 2);
        assertThat(read.rows()).containsExactly(List.of("1", "2"), List.of("9", "10"));
        assertThat(read.faults())
                .containsExactly(
                        "3 has 1 values, not 2: 3",
                        "4 has 3 values, not 2: 4,5,6",
                        "5 has text behind a closing quote: \"7\"x,8");
    }

    @Test
    void manyRecordsKeepTheirOrder() throws IOException {
        StringBuilder text = new StringBuilder("n,t\n");
        for (int i = 0; i < 1_000_000; i++) {
            text.append(i).append(",\"some more text, of row ").append(i).append("\"\n");
        }
        List<List<String>> rows = read(text.toString(), RFC_4180, 2).rows();
        assertThat(rows).hasSize(1_000_000);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i).getFirst()).isEqualTo(String.valueOf(i));
        }
    }

    @Test
    void aRecordMayBeVeryLong() throws IOException {
        String value = "x".repeat(40_000_000);
        assertThat(read("a,b\n1," + value + "\n2,y\n", RFC_4180, 2).rows())
                .containsExactly(List.of("1", value), List.of("2", "y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", ""})
    void aRecordThatIsTooLongIsToldWithItsBeginningAndThoseAroundItAreRead(String end) throws IOException {
        String large = "\"" + "x,\n\"\"".repeat(300_000) + "\"";
        String more = end.isEmpty() ? "" : end + "2,z" + end;
        byte[] text = ("a,b\n1,y\n3," + large + more).getBytes(StandardCharsets.UTF_8);
        Read read = read(text, RFC_4180, 2, text.length, 1 << 20, CsvPiece.WHOLE);
        assertThat(read.rows()).contains(List.of("1", "y")).hasSize(end.isEmpty() ? 1 : 2);
        assertThat(read.faults()).hasSize(1);
        assertThat(read.faults().getFirst())
                .startsWith("3 has " + (large.length() + 2)
                        + " bytes, more than the 1048576 that a record may have: 3,\"x,")
                .endsWith("… (cut: " + (large.length() + 2) + " bytes)");
        Read next = read(
                (new String(text, StandardCharsets.UTF_8) + "\nx\n").getBytes(StandardCharsets.UTF_8),
                RFC_4180,
                2,
                0,
                1 << 20,
                CsvPiece.WHOLE);
        // What stands behind it, an empty line before it unless the two ends are one.
        int line = end.isEmpty() ? 300_004 : end.equals("\r") ? 300_005 : 300_006;
        assertThat(next.faults().getLast()).isEqualTo(line + " has 1 values, not 2: x");
    }

    @Test
    void otherDialectsAreRead() throws IOException {
        assertThat(read("a;b\n'x;\\'y';-\n'null';null\n;z\n'\\\\';1\n", OTHER, 2)
                        .rows())
                .containsExactly(List.of("x;'y", NULL), List.of("null", NULL), List.of("", "z"), List.of("\\", "1"));
        assertThat(read("a;b\n'x\\y';1\n2;\\'\n", OTHER, 2))
                .isEqualTo(new Read(
                        List.of(List.of("2", "\\'")), List.of("2 has an escape before what needs none: 'x\\y';1")));
        assertThat(read("a\tb\n\"x\ty\"\n\tz\n", BARE, 2).rows())
                .containsExactly(List.of("\"x", "y\""), List.of("", "z"));
    }

    private static final String[] PIECES = ("1~2.00~,~,~,~;~;~\n~\n~\r\n~\r~\"~\"\"~'~'~a~ ~\t~\u00e9~\0~#~\\~-~null"
                    + "~1,a,b\n~1;'a';b\n~\"a\nb\",,\n~'\\'\n\r';;\n")
            .split("~", -1);

    /** However the text arrives, records are those of its count, and of what is read in pieces they are the same. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whereTextIsCutMakesNoDifference(long seed, @TempDir Path folder) throws IOException {
        Random random = new Random(seed);
        FileFormat.Csv strange = new FileFormat.Csv(
                ';', Optional.of('\''), Optional.of('\\'), true, "UTF-8", Optional.of('#'), List.of("-"), 1);
        int cut = 0;
        for (int i = 0; i < 1000; i++) {
            FileFormat.Csv format = List.of(RFC_4180, OTHER, BARE, strange).get(random.nextInt(4));
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(120); j > 0; j--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            Read whole = read(bytes, format, 3, bytes.length, 1 << 20, CsvPiece.WHOLE);
            assertThat(read(bytes, format, 3, random.nextInt(40), 1 << 20, CsvPiece.WHOLE))
                    .as("seed %s: %s", seed, text)
                    .isEqualTo(whole);
            Path file = Files.write(folder.resolve("f.csv"), bytes);
            List<CsvPiece> pieces = CsvPieces.of(FileInput.of(file), format, 1 + random.nextInt(12));
            Read parts = new Read(new ArrayList<>(), new ArrayList<>());
            for (CsvPiece piece : pieces) {
                Read part = read(bytes, format, 3, random.nextInt(40), 1 << 20, piece);
                assertThat(piece.records())
                        .isIn(-1L, (long) part.rows().size() + part.faults().size());
                parts.rows().addAll(part.rows());
                parts.faults().addAll(part.faults());
            }
            assertThat(parts).as("seed %s: %s", seed, text).isEqualTo(whole);
            cut += pieces.size() > 2 ? 1 : 0;
        }
        assertThat(cut).isPositive();
    }

    /** Of files with nothing wrong in them, DuckDB reads the same values. */
    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void duckDbReadsTheSame(long seed, @TempDir Path folder) throws IOException, SQLException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("a,b,c\n");
        for (int i = 0; i < 20_000; i++) {
            text.append(i)
                    .append(',')
                    .append(value(random))
                    .append(',')
                    .append(value(random))
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("f.csv"), text);
        assertThat(read(text.toString(), RFC_4180, 3)).as("seed %s", seed).isEqualTo(new Read(theirs(file), List.of()));
    }

    private static String value(Random random) {
        StringBuilder value = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            value.append(List.of("a", " ", "é", "\"", ",", "\n", "\r\n", "it's", "\\")
                    .get(random.nextInt(9)));
        }
        boolean bare = value.indexOf("\"") < 0 && value.indexOf(",") < 0 && value.indexOf("\n") < 0;
        return bare && random.nextBoolean()
                ? value.toString()
                : '"' + value.toString().replace("\"", "\"\"") + '"';
    }

    private static List<List<String>> theirs(Path file) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(
                        "FROM read_csv('" + file
                                + "', header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', new_line = '\\n',"
                                + " nullstr = '', allow_quoted_nulls = false, columns = {a: 'VARCHAR', b: 'VARCHAR', c: 'VARCHAR'})")) {
            while (results.next()) {
                List<String> row = new ArrayList<>();
                for (int c = 1; c <= 3; c++) {
                    @Nullable String value = results.getString(c);
                    row.add(value == null ? NULL : value);
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
