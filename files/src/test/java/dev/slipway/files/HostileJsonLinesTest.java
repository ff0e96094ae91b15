package dev.slipway.files;

import static dev.slipway.files.Outcome.column;
import static dev.slipway.files.Outcome.jsonLines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each of these files ends in rows, in rejects that say where and why, or in a failure that does. */
final class HostileJsonLinesTest {
    private static final FileSchema ONE = jsonLines(column("a", "int64"));
    private static final FileSchema TEXT = jsonLines(column("a", "text"));
    private static final FileSchema JSON = jsonLines(column("a", "json"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1}\n{\"a\":2}",
                "{\"a\":1}\n{\"a\":2}\n",
                "{\"a\":1}\r\n{\"a\":2}\r\n",
                "\uFEFF{\"a\":1}\n{\"a\":2}\n",
                "\n\n{\"a\":1}\n  \t \n{\"a\":2}\n\r\n\n",
                "  {\"a\":1}  \n\t{ \"a\" : 2 }\t",
                "{\"\\u0061\":1}\n{\"a\":2.0}\n",
                "{\"a\":1e0}\n{\"a\":20E-1}\n"
            })
    void linesAreReadHoweverTheyEnd(String text) {
        assertThat(Outcome.of(ONE, text).allRows()).isEqualTo(List.of(List.of(1L), List.of(2L)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\uFEFF", "\uFEFF\n", " \t\r\n \n"})
    void aFileOfNothingHasNoRows(String text) {
        assertThat(Outcome.of(ONE, text).allRows()).isEmpty();
    }

    static Stream<Arguments> badLines() {
        return Stream.of(
                Arguments.of("{\"a\":1", "is not JSON"),
                Arguments.of("{\"a\":}", "is not JSON"),
                Arguments.of("{a:1}", "is not JSON"),
                Arguments.of("{'a':1}", "is not JSON"),
                Arguments.of("{\"a\":1,}", "is not JSON"),
                Arguments.of("{\"a\":01}", "is not JSON"),
                Arguments.of("{\"a\":+1}", "is not JSON"),
                Arguments.of("{\"a\":.5}", "is not JSON"),
                Arguments.of("{\"a\":NaN}", "is not JSON"),
                Arguments.of("{\"a\":Infinity}", "is not JSON"),
                Arguments.of("{\"a\":0x10}", "is not JSON"),
                Arguments.of("{\"a\":1}//", "is not JSON"),
                Arguments.of("\0", "is not JSON"),
                Arguments.of("{\"a\":1}\0", "is not JSON"),
                Arguments.of("{\"b\":\"\0\",\"a\":1}", "unknown key \"b\""),
                Arguments.of("{\"a\":1} {\"a\":2}", "goes on after the object"),
                Arguments.of("{\"a\":1}\r{\"a\":2}", "goes on after the object"),
                Arguments.of("[1]", "is an array, expected an object"),
                Arguments.of("null", "is null, expected an object"),
                Arguments.of("7", "is a number, expected an object"),
                Arguments.of("\"a\"", "is a string, expected an object"),
                Arguments.of("{\"a\":1,\"a\":1}", "has the key \"a\" twice"),
                Arguments.of("{\"a\":1,\"\\u0061\":2}", "has the key \"a\" twice"),
                Arguments.of("{\"a\":1,\"A\":2}", "has an unknown key \"A\""),
                Arguments.of("{\"a\":1.5}", "a: \"1.5\" is not an integer of 64 bits"),
                Arguments.of("{\"a\":1e400}", "a: \"1e400\" is not an integer"),
                Arguments.of("{\"a\":1e999999999999}", "a: \"1e999999999999\" is not an integer"),
                Arguments.of("{\"a\":9223372036854775808}", "is not an integer of 64 bits"),
                Arguments.of("{\"a\":18446744073709551616}", "is not an integer of 64 bits"),
                Arguments.of("{\"a\":\"1\"}", "a: is a string, expected a number for int64"),
                Arguments.of("{\"a\":true}", "a: is true or false, expected a number"),
                Arguments.of("{\"a\":[1]}", "a: is an array, expected a number"),
                Arguments.of("{\"a\":{}}", "a: is an object, expected a number"),
                Arguments.of("{\"a\":" + "1".repeat(1001) + "}", "has a number of more than 1000 characters"),
                Arguments.of("{\"" + "k".repeat(70_000) + "\":1}", "has a key of more than 65536 bytes"),
                Arguments.of("[".repeat(100_000), "is an array, expected an object"),
                Arguments.of("{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}", "a: is an array"));
    }

    @ParameterizedTest
    @MethodSource("badLines")
    void aBadLineIsRejectedAndTheNextIsRead(String line, String reason) {
        Outcome outcome = Outcome.of(ONE, "{\"a\":1}\n" + line + "\n{\"a\":3}\n");

        assertThat(outcome.onlyReject()).startsWith("2 ").contains(reason);
        assertThat(outcome.rejects().getFirst().raw()).startsWith(line.substring(0, Math.min(100, line.length())));
        assertThat(outcome.rows()).isEqualTo(List.of(List.of(1L), List.of(3L)));
    }

    @Test
    void theBordersOfIntegersAreKept() {
        String text = "{\"a\":9223372036854775807}\n{\"a\":-9223372036854775808}\n{\"a\":-0}\n{\"a\":-0.0}\n";

        assertThat(Outcome.of(ONE, text).allRows())
                .isEqualTo(List.of(List.of(Long.MAX_VALUE), List.of(Long.MIN_VALUE), List.of(0L), List.of(0L)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "\\udc00\\ud800", "x\\ud83d", "\\ud83d\\u0041"})
    void halfACharacterIsRejected(String escaped) {
        assertThat(Outcome.of(TEXT, "{\"a\":\"" + escaped + "\"}").onlyReject()).contains("half a character");
    }

    @Test
    void everyEscapeMeansWhatItSays() {
        String text = "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\u00e9\\u65e5\\ud83d\\udea2é日🚢\"}";

        assertThat(Outcome.of(TEXT, text).allRows()).isEqualTo(List.of(List.of("\"\\/\b\f\n\r\t\0é日🚢é日🚢")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\n\"", "\"\t\"", "\"\\"})
    void whatIsNoStringIsNoText(String value) {
        Outcome outcome = Outcome.of(TEXT, "{\"a\":" + value + "}");

        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.rows()).isEmpty();
        assertThat(outcome.rejects()).isNotEmpty();
    }

    static Stream<byte[]> notUtf8() {
        return Stream.of(
                new byte[] {(byte) 0xFF},
                new byte[] {(byte) 0x80},
                new byte[] {(byte) 0xC3},
                new byte[] {(byte) 0xC0, (byte) 0x80},
                new byte[] {(byte) 0xE0, (byte) 0x80, (byte) 0x80},
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
                new byte[] {(byte) 0xF8, (byte) 0x88, (byte) 0x80, (byte) 0x80, (byte) 0x80});
    }

    @ParameterizedTest
    @MethodSource("notUtf8")
    void whatIsNoUtf8IsRejectedAndShown(byte[] bytes) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("{\"a\":\"".getBytes(StandardCharsets.UTF_8));
        file.writeBytes(bytes);
        file.writeBytes("\"}\n{\"a\":\"b\"}".getBytes(StandardCharsets.UTF_8));

        Outcome outcome = Outcome.of(TEXT, file.toByteArray());

        assertThat(outcome.onlyReject()).isEqualTo("1 is not UTF-8 from byte 6 of it on");
        assertThat(outcome.rejects().getFirst().raw())
                .startsWith("{\"a\":\"\\x")
                .endsWith("\"}");
        assertThat(outcome.rows()).isEqualTo(List.of(List.of("b")));
    }

    @Test
    void utf16IsRefusedAsAWhole() {
        assertThat(Outcome.of(ONE, "\uFEFF{\"a\":1}".getBytes(StandardCharsets.UTF_16LE))
                        .said())
                .contains("is UTF-16, expected UTF-8");
        assertThat(Outcome.of(ONE, "{\"a\":1}\n".getBytes(StandardCharsets.UTF_16BE))
                        .rejects())
                .isNotEmpty();
    }

    @Test
    void aRecordThatIsTooLargeIsRejectedWithItsBeginning() {
        String large = "{\"a\":\"" + "é".repeat(800_000) + "\"}";
        for (String end : List.of("\n", "\r\n", "")) {
            Outcome outcome = Outcome.of(TEXT, "{\"a\":\"x\"}\n" + large + end);

            assertThat(outcome.onlyReject())
                    .isEqualTo("2 has 1600008 bytes, more than the 1048576 that a record may have");
            assertThat(outcome.rejects().getFirst().raw())
                    .startsWith("{\"a\":\"éé")
                    .endsWith("é… (cut: 1600008 bytes)");
            assertThat(outcome.rows()).isEqualTo(List.of(List.of("x")));
        }
    }

    @Test
    void aRecordOfJustTheSizeThatIsAllowedIsARow() {
        String value = "x".repeat((1 << 20) - 8);
        String text = "{\"a\":\"" + value + "\"}\r\n";

        assertThat(Outcome.of(TEXT, text).allRows()).isEqualTo(List.of(List.of(value)));
        assertThat(Outcome.of(TEXT, text.replace("x\"", "xx\"")).onlyReject()).contains("more than the 1048576");
    }

    @Test
    void jsonIsKeptAsItIsWritten() {
        List<String> values = List.of(
                "1.00",
                "-0",
                "1e5",
                "\"\\u0041\"",
                "[1, 2,3 ]",
                "{\"b\":1,  \"a\":{\"x\":null},\"b\":2}",
                "true",
                "\"\"");
        for (String value : values) {
            assertThat(Outcome.of(JSON, "{ \"a\" : " + value + " }").allRows()).isEqualTo(List.of(List.of(value)));
            assertThat(Outcome.of(JSON, "{\"a\":" + value + "}").allRows()).isEqualTo(List.of(List.of(value)));
        }
        assertThat(Outcome.of(JSON, "{\"a\":null}\n{}").allRows())
                .isEqualTo(List.of(Collections.singletonList(null), Collections.singletonList(null)));
    }

    @Test
    void jsonThatIsTooDeepIsRejected() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        assertThat(Outcome.of(JSON, "{\"a\":" + deep + "}").onlyReject()).contains("nested more than 1000 levels deep");
        String allowed = "[".repeat(999) + "]".repeat(999);
        assertThat(Outcome.of(JSON, "{\"a\":" + allowed + "}").allRows()).isEqualTo(List.of(List.of(allowed)));
    }

    @Test
    void manyKeysDoNotMakeTheirReaderSlow() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            text.append("{\"k").append(i * 31L).append("\":1}\n");
        }
        Outcome outcome = Outcome.of(ONE, text.toString());

        assertThat(outcome.rejects()).hasSize(3000).allMatch(reject -> reject.reason()
                .contains("unknown key"));
    }

    @Test
    void aReaderOfRejectsCanEndTheReading() {
        FileInput file = FileInput.of("f", "{}\nx\n".getBytes(StandardCharsets.UTF_8));
        try (var batches = FileRows.read(file, ONE, ReadSettings.DEFAULT, reject -> {
            throw new IllegalStateException(reject.text());
        })) {
            assertThatThrownBy(() -> batches.next(10)).hasMessageStartingWith("f:2: is not JSON");
        }
    }

    @Test
    void batchesAreBounded() {
        byte[] text = String.join("\n", Collections.nCopies(20_000, "{\"a\":\"" + "x".repeat(100) + "\"}"))
                .getBytes(StandardCharsets.UTF_8);
        try (var batches = FileRows.read(FileInput.of("f", text), TEXT, ReadSettings.DEFAULT, reject -> {})) {
            int rows = 0;
            for (var batch = batches.next(Integer.MAX_VALUE); batch != null; batch = batches.next(7000)) {
                assertThat(batch.rows()).isBetween(1, rows == 0 ? RowBuilder.ROWS_MAX : 7000);
                rows += batch.rows();
            }
            assertThat(rows).isEqualTo(20_000);
        }
    }
}
