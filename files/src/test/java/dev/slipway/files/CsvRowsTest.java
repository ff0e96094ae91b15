package dev.slipway.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import dev.slipway.data.Column;
import dev.slipway.data.Type;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows and rejects of CSV files, whatever is in them. */
class CsvRowsTest {
    private static final long SEED = 20261121;

    @TempDir
    Path folder;

    private static FileSchema schema(FileFormat.Csv format) {
        return new FileSchema(
                "t",
                1,
                "",
                format,
                false,
                List.of(
                        FileColumn.of("id", new Type.Int(64, true), false),
                        FileColumn.of("name", new Type.Text(), true),
                        FileColumn.of("price", new Type.Decimal(10, 2), true)));
    }

    private record Read(List<String> rows, List<String> rejects) {}

    private Read read(byte[] bytes, FileFormat.Csv format) throws IOException {
        Path file = Files.write(folder.resolve("t.csv"), bytes);
        return read(FileInput.of(file), format);
    }

    private Read read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8), FileFormat.Csv.PLAIN);
    }

    private Read read(FileInput input, FileFormat.Csv format) throws IOException {
        List<String> rows = new ArrayList<>();
        List<String> rejects = new ArrayList<>();
        try (CsvRows csv = CsvRows.open(
                input,
                schema(format),
                format,
                CsvPiece.WHOLE,
                reject -> rejects.add(reject.line() + " " + reject.column().orElse("-") + " " + reject.raw()))) {
            for (Batch batch = csv.next(1000); batch != null; batch = csv.next(1000)) {
                for (int row = 0; row < batch.rows(); row++) {
                    rows.add(row(batch, row));
                }
            }
        }
        assertThat((long) rows.size() + rejects.size()).isEqualTo(RecordCount.of(input, format));
        return new Read(rows, rejects);
    }

    private static String row(Batch batch, int row) {
        List<String> texts = new ArrayList<>();
        for (Column column : batch.columns()) {
            if (column.validity().isNull(row)) {
                texts.add("∅");
            } else if (column instanceof Column.Longs longs) {
                texts.add(String.valueOf(longs.values()[row]));
            } else if (column instanceof Column.Bytes bytes) {
                texts.add(new String(bytes.data(), bytes.starts()[row], bytes.lengths()[row], StandardCharsets.UTF_8));
            }
        }
        return String.join("|", texts);
    }

    private Failure refused(String text) throws IOException {
        try {
            Read read = read(text);
            throw new AssertionError("not refused: " + read);
        } catch (Failure e) {
            return e;
        }
    }

    @Test
    void valuesAreReadExactly() throws IOException {
        Read read = read("id,name,price\n1,a,2.50\n-9223372036854775808,\"\",0.00\n3,,\n");
        assertThat(read.rows()).containsExactly("1|a|250", "-9223372036854775808||0", "3|∅|∅");
        assertThat(read.rejects()).isEmpty();
    }

    @Test
    void columnsAreFoundByTheirNames() throws IOException {
        assertThat(read("price,id,name\n2.50,1,a\n").rows()).containsExactly("1|a|250");
        assertThat(read("id\n1\n").rows()).containsExactly("1|∅|∅");
        assertThat(read("\"id\",\"name\"\n7,x\n").rows()).containsExactly("7|x|∅");
    }

    @Test
    void whatIsNoRowIsToldWithItsLineItsColumnAndItsText() throws IOException {
        Read read = read("""
                id,name,price
                1,a,1.00
                x,"two
                lines",1.00
                3,c

                4,d,1.005
                ,e,1.00
                6,f,6.00
                7,g,7.00,8
                8,"h"x,1
                9,i,1
                """);
        assertThat(read.rows()).containsExactly("1|a|100", "6|f|600", "9|i|100");
        assertThat(read.rejects())
                .containsExactly(
                        "3 id x,\"two\nlines\",1.00",
                        "5 - 3,c",
                        "7 price 4,d,1.005",
                        "8 id ,e,1.00",
                        "10 - 7,g,7.00,8",
                        "11 - 8,\"h\"x,1");
    }

    @Test
    void aHeaderThatIsNotTheSchemasIsRefused() throws IOException {
        assertThat(refused("").text()).contains("is empty, expected a header: id,name,price");
        assertThat(refused("name\nx\n").text()).contains("has no column \"id\"", "its header is name");
        assertThat(refused("id,more\n1,2\n").text()).contains("has a column \"more\"", "unknown: ignore");
        assertThat(refused("id,id\n1,2\n").text()).contains("two columns \"id\"");
    }

    @Test
    void onlyAHeaderIsNoRows() throws IOException {
        assertThat(read("id,name,price").rows()).isEmpty();
        assertThat(read("id,name,price\r\n\r\n").rows()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void linesEndAsTheyLike(String end) throws IOException {
        String text = String.join(end, "id,name,price", "1,\"a\nb\",1.00", "x,c,1.00", "2,d,2.00");
        Read read = read(text);
        assertThat(read.rows()).containsExactly("1|a\nb|100", "2|d|200");
        assertThat(read.rejects()).containsExactly("4 id x,c,1.00");
    }

    @Test
    void linesThatEndInSeveralWaysAreRead() throws IOException {
        Read read = read("id,name,price\r\n1,a,1.00\n2,\"b\r\n\",2.00\r\nx,c,\n3,d,3.00");
        assertThat(read.rows()).containsExactly("1|a|100", "2|b\r\n|200", "3|d|300");
        assertThat(read.rejects()).containsExactly("5 id x,c,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "windows-1252", "UTF-16", "UTF-16LE", "Shift_JIS"})
    void textIsReadInItsEncoding(String encoding) throws IOException {
        FileFormat.Csv format = new FileFormat.Csv(
                ',', Optional.of('"'), Optional.empty(), true, encoding, Optional.empty(), List.of(""), 0);
        String name = encoding.equals("Shift_JIS") ? "日本" : encoding.startsWith("UTF") ? "ü😀" : "üé";
        byte[] bytes =
                ("id,name,price\n1," + name + ",1.00\nx,\"" + name + "\",\n").getBytes(Charset.forName(encoding));
        Read read = read(bytes, format);
        assertThat(read.rows()).containsExactly("1|" + name + "|100");
        assertThat(read.rejects()).containsExactly("3 id x,\"" + name + "\",");
    }

    @Test
    void whatIsNoTextIsNotRepaired() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("id,name,price\n1,".getBytes(StandardCharsets.UTF_8));
        bytes.write(0xFF);
        bytes.write(",1.00\n2,b,2.00\n".getBytes(StandardCharsets.UTF_8));
        Read read = read(bytes.toByteArray(), FileFormat.Csv.PLAIN);
        assertThat(read.rows()).containsExactly("2|b|200");
        assertThat(read.rejects()).containsExactly("2 - 1,\\xFF,1.00");
        FileFormat.Csv utf16 = new FileFormat.Csv(
                ',', Optional.of('"'), Optional.empty(), true, "UTF-16LE", Optional.empty(), List.of(""), 0);
        assertThatThrownBy(() -> read(new byte[] {'i', 0, 'd', 0, '\n', 0, 0, (byte) 0xD8, '1', 0}, utf16))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("is not UTF-16LE");
    }

    @Test
    void packedFilesAndMarksAndCommentsAndSkippedLinesMakeNoDifference() throws IOException {
        FileFormat.Csv format = new FileFormat.Csv(
                ';', Optional.of('\''), Optional.of('\\'), true, "UTF-8", Optional.of('#'), List.of("", "NA"), 2);
        String text = "\uFEFFa report;\nof yesterday\n#\nid;name;price\n1;'it\\'s;#1';1.00\n# no\n\nx;b;\n2;NA;#\n";
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        Read read = read(packed.toByteArray(), format);
        assertThat(read.rows()).containsExactly("1|it's;#1|100");
        assertThat(read.rejects()).containsExactly("8 id x;b;", "9 price 2;NA;#");
        byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() - 9);
        assertThatThrownBy(() -> read(cut, format)).isInstanceOf(Failure.class).hasMessageContaining("t.csv");
    }

    @Test
    void aFileThatIsNoneOfThisMachineIsCopied() throws IOException {
        byte[] bytes = "id,name,price\n1,a,1.00\n2,b\n".getBytes(StandardCharsets.UTF_8);
        Read read = read(FileInput.of("s3://bucket/t.csv", bytes), FileFormat.Csv.PLAIN);
        assertThat(read.rows()).containsExactly("1|a|100");
        assertThat(read.rejects()).containsExactly("3 - 2,b");
    }

    @Test
    void filesWithEveryKindOfTroubleAreReadWholeOrRefused() throws IOException {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        String[] pieces = {
            "1",
            "2.00",
            ",",
            ",",
            ",",
            "\n",
            "\n",
            "\r\n",
            "\"",
            "\"\"",
            "a",
            " ",
            "\t",
            "é",
            "\0",
            "#",
            "\\",
            "-",
            "1,a,1.00\n",
            "1,\"a\",1.00\n",
            "1,\"a\nb\",\n"
        };
        int rows = 0;
        int rejects = 0;
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            StringBuilder text = new StringBuilder("id,name,price\n");
            for (int j = random.nextInt(40); j > 0; j--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                Read read = read(text.toString());
                rows += read.rows().size();
                rejects += read.rejects().size();
            } catch (Failure e) {
                assertThat(e.kind()).as(text.toString()).isEqualTo(Failure.Kind.INPUT);
                refused++;
            }
        }
        System.out.println(rows + " rows, " + rejects + " rejects, " + refused + " files refused");
        assertThat(rows).isPositive();
        assertThat(rejects).isPositive();
    }

    @Test
    void aValueTooManyIsNoRowAlsoWhenItIsNull() throws IOException {
        Read read = read("id,name,price\n1,25,00,\n2,b,2.00\n3,c,3.00,,\n4,\n");
        assertThat(read.rows()).containsExactly("2|b|200");
        assertThat(read.rejects()).containsExactly("2 - 1,25,00,", "4 - 3,c,3.00,,", "5 - 4,");
    }

    @Test
    void lineEndsWithinQuotesDoNotMislead() throws IOException {
        FileFormat.Csv bare = new FileFormat.Csv(
                ',', Optional.of('"'), Optional.empty(), false, "UTF-8", Optional.empty(), List.of(""), 0);
        assertThat(read("1,\"a\r\nb\",1.00\n2,fine,2.00\n".getBytes(StandardCharsets.UTF_8), bare)
                        .rows())
                .containsExactly("1|a\r\nb|100", "2|fine|200");
        assertThat(read("1,\"a\nb\",1.00\r\n2,fine,2.00\r\n".getBytes(StandardCharsets.UTF_8), bare)
                        .rows())
                .containsExactly("1|a\nb|100", "2|fine|200");
        Read read = read(
                FileInput.of(
                        "s3://b/t.csv",
                        "id,name,price\r\n1,\"a\r\nb\",1.00\r\n2,\"\n\",\r\n".getBytes(StandardCharsets.UTF_8)),
                FileFormat.Csv.PLAIN);
        assertThat(read.rows()).containsExactly("1|a\r\nb|100", "2|\n|∅");
    }

    @Test
    void quotesThatAreNotWhereTheyShouldBeAreToldAndNotTrimmed() throws IOException {
        Read read = read("id,name,price\n1, \"x\",1.00\n2,\"x\" ,1.00\n3,x\"y\",1.00\n4,\"never closed,1.00\n5,z,1\n");
        assertThat(read.rows()).containsExactly("3|x\"y\"|100");
        assertThat(read.rejects())
                .containsExactly("2 - 1, \"x\",1.00", "3 - 2,\"x\" ,1.00", "5 - 4,\"never closed,1.00\n5,z,1\n");
    }

    @Test
    void oneColumnMayHaveEmptyLines() throws IOException {
        assertThat(read("id\n1\n\n2\n\n").rows()).containsExactly("1|∅|∅", "2|∅|∅");
        assertThat(read("\nid\n").rows()).isEmpty();
    }

    @Test
    void aDialectThatCannotBeHadIsRefused() {
        for (FileFormat.Csv format : List.of(
                new FileFormat.Csv(
                        '§', Optional.of('"'), Optional.empty(), true, "UTF-8", Optional.empty(), List.of(), 0),
                new FileFormat.Csv(
                        ',', Optional.of('"'), Optional.empty(), true, "UTF-8", Optional.of('§'), List.of(), 0),
                new FileFormat.Csv(
                        ',', Optional.empty(), Optional.of('\\'), true, "UTF-8", Optional.empty(), List.of(), 0),
                new FileFormat.Csv(
                        ',', Optional.of(','), Optional.empty(), true, "UTF-8", Optional.empty(), List.of(), 0),
                new FileFormat.Csv(
                        ',', Optional.of('"'), Optional.empty(), true, "UTF-8", Optional.empty(), List.of("a,b"), 0))) {
            assertThatThrownBy(() -> read("id\n1\n".getBytes(StandardCharsets.UTF_8), format))
                    .isInstanceOfSatisfying(
                            Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.CONFIG))
                    .hasMessageContaining("cannot be had");
        }
    }

    @Test
    void aHeaderHasNamesThatCanBeRead() throws IOException {
        assertThat(refused(",id\n1,2\n").text()).contains("a column without a name");
        assertThatThrownBy(() -> read(new byte[] {'i', 'd', (byte) 0xF6, '\n', '1', '\n'}, FileFormat.Csv.PLAIN))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("not UTF-8");
    }
}
