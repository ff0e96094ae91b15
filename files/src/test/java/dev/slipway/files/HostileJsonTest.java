package dev.slipway.files;

import static dev.slipway.files.Outcome.column;
import static dev.slipway.files.Outcome.schema;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON documents: what is wrong within a record rejects it, what is wrong with the document ends the reading. */
final class HostileJsonTest {
    private static final FileSchema TOP = schema(FileFormat.Json.PLAIN, column("a", "int64"));
    private static final FileSchema WITHIN =
            schema(new FileFormat.Json(List.of("data", "rows"), false), column("a", "int64"));
    private static final FileSchema SINGLE = schema(new FileFormat.Json(List.of(), true), column("a", "int64"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"a\":1},{\"a\":2}]",
                "\uFEFF \n[\n  {\"a\":1},\n  {\"a\":2}\n]\n\n",
                "[{\"a\" : 1 }\r\n,\r{\"a\":2.0}]"
            })
    void anArrayHasItsElementsAsRows(String text) {
        assertThat(Outcome.of(TOP, text).allRows()).isEqualTo(List.of(List.of(1L), List.of(2L)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":{\"rows\":[{\"a\":1},{\"a\":2}]}}",
                "{\"x\":{\"rows\":[{\"a\":9}]},\"data\":{\"z\":[[1]],\"rows\":[{\"a\":1},{\"a\":2}],\"y\":{}},\"w\":null}",
                "{\"d\\u0061ta\":{\"rows\":[{\"a\":1},{\"a\":2}]}}"
            })
    void theWayToTheRecordsIsFound(String text) {
        assertThat(Outcome.of(WITHIN, text).allRows()).isEqualTo(List.of(List.of(1L), List.of(2L)));
    }

    @Test
    void aSingleObjectIsARowWhereThatIsDeclared() {
        assertThat(Outcome.of(SINGLE, " {\"a\":7} ").allRows()).isEqualTo(List.of(List.of(7L)));
        assertThat(Outcome.of(SINGLE, "8").onlyReject()).isEqualTo("1 is a number, expected an object");
        assertThat(Outcome.of(TOP, "{\"a\":7}").said()).startsWith("f:1:1: is no array, expected one of records");
    }

    @Test
    void aBadElementIsRejectedAndTheNextIsRead() {
        String text = "[\n{\"a\":1},\n5, -0.5e3 ,null,\"x\",[{\"a\":1}],\n{\"a\":1.5},\n{\"a\":1,\"a\":2},\n"
                + "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "},\n{\"a\":" + "1".repeat(2000)
                + "},{\"a\":3}]";

        Outcome outcome = Outcome.of(TOP, text);

        assertThat(outcome.rows()).isEqualTo(List.of(List.of(1L), List.of(3L)));
        assertThat(outcome.rejects().stream().map(reject -> reject.line() + " " + reject.raw()))
                .startsWith(
                        "3 5", "3 -0.5e3", "3 null", "3 \"x\"", "3 [{\"a\":1}]", "4 {\"a\":1.5}", "5 {\"a\":1,\"a\":2}")
                .hasSize(9);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("", "f: is empty, expected JSON"),
                Arguments.of("  \n", "f: is empty, expected JSON"),
                Arguments.of("[", "f:1:"),
                Arguments.of("[{\"a\":1}", "f:1:"),
                Arguments.of("[{\"a\":1},", "f:1:"),
                Arguments.of("[{\"a\":1},]", "is not JSON"),
                Arguments.of("[{\"a\":1} {\"a\":2}]", "is not JSON"),
                Arguments.of("[{\"a\":1},\n{\"a\":]", "f:2:"),
                Arguments.of("[{\"a\":1},\n{\"a\":\"x]", "f:2:"),
                Arguments.of("[{\"a\":1}]x", "is not JSON"),
                Arguments.of("[{\"a\":1}][]", "goes on after its end"),
                Arguments.of("{\"a\":1}\n{\"a\":2}", "is no array"),
                Arguments.of("nul", "is not JSON"),
                Arguments.of("[\0]", "is not JSON"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aBrokenDocumentIsAFailureWithItsPlace(String text, String said) {
        assertThat(Outcome.of(TOP, text).said()).contains(said);
    }

    static Stream<Arguments> astray() {
        return Stream.of(
                Arguments.of("[]", "f:1:1: is no object, expected one with the key \"data\""),
                Arguments.of("{}", "lacks the key \"data\""),
                Arguments.of("{\"data\":{}}", "lacks the key \"rows\""),
                Arguments.of("{\"data\":null}", "is no object"),
                Arguments.of("{\"data\":{\"rows\":null}}", "is no array"),
                Arguments.of("{\"data\":{\"rows\":{}}}", "is no array"),
                Arguments.of("{\"data\":{\"rows\":[],\"rows\":[]}}", "has the key \"rows\" twice"),
                Arguments.of("{\"data\":{\"rows\":[]},\"data\":{}}", "has the key \"data\" twice"),
                Arguments.of("{\"data\":{\"rows\":[]},", "is not JSON"),
                Arguments.of("{\"data\":{\"rows\":[]}", "is not JSON"));
    }

    @ParameterizedTest
    @MethodSource("astray")
    void recordsThatAreNotWhereTheyShouldBeAreAFailure(String text, String said) {
        assertThat(Outcome.of(WITHIN, text).said()).contains(said);
    }

    @Test
    void aNestingBeyondMeasureIsAFailureAndNoOverflow() {
        assertThat(Outcome.of(TOP, "[" + "[".repeat(1_100_000)).said()).contains("beyond all measure");
    }

    @Test
    void aRecordThatIsTooLargeIsRejectedAndThoseAroundItAreRead() {
        FileSchema text = schema(FileFormat.Json.PLAIN, column("a", "text"));
        String large = "{\"a\":\"" + "x".repeat(3 << 20) + "\"}";
        Outcome outcome = Outcome.of(text, "[{\"a\":\"1\"}," + large + ",{\"a\":\"2\"},\n" + large + "]");

        assertThat(outcome.rows()).isEqualTo(List.of(List.of("1"), List.of("2")));
        assertThat(outcome.rejects()).hasSize(2).allSatisfy(reject -> {
            assertThat(reject.reason()).isEqualTo("has 3145736 bytes, more than the 1048576 that a record may have");
            assertThat(reject.raw()).startsWith("{\"a\":\"xxx").endsWith("x… (cut: 3145736 bytes)");
        });
    }

    @Test
    void theLimitOfARecordHoldsForElementsToo() {
        FileSchema text = schema(FileFormat.Json.PLAIN, column("a", "text"));
        for (int limit : new int[] {1, 10, 5000}) {
            String allowed = "{\"a\":\"" + "x".repeat(Math.max(0, limit - 8)) + "\"}";
            String larger = "{\"a\":\"" + "x".repeat(limit) + "\"}";
            FileInput file = FileInput.of(
                    "f", ("[" + larger + "," + allowed + "," + larger + "]").getBytes(StandardCharsets.UTF_8));
            Outcome outcome = Outcome.of(text, file, new ReadSettings(limit));

            assertThat(outcome.rows()).hasSize(limit < 8 ? 0 : 1);
            assertThat(outcome.rejects().getFirst().raw()).isEqualTo(larger);
        }
    }

    @Test
    void recordsAreFoundWhereverTheBuffersEnd() {
        for (int size = 60_000; size < 70_000; size += 997) {
            StringBuilder text = new StringBuilder("[");
            for (int i = 0; i < 8; i++) {
                text.append(i == 0 ? "" : ",")
                        .append("{\"a\":")
                        .append(i)
                        .append("}")
                        .append(" ".repeat(size));
            }
            assertThat(Outcome.of(TOP, text.append(']').toString()).allRows()).hasSize(8);
        }
    }

    @Test
    void whatAFileHoldsOnceIsPartOfEveryRow() {
        FileSchema report = schema(
                new FileFormat.Json(List.of("recommendations"), false),
                column("timestamp", "timestamp utc", Reading.PLAIN, "^/timestamp"),
                column("table_name", "text", Reading.PLAIN, "table"),
                column("recommended_index", "text", Reading.PLAIN, "index", "sql", "column"),
                column("priority", "text", Reading.PLAIN, "priority", "estimated_impact"));
        String text =
                "{\"recommendations\":[{\"table\":\"t\",\"index\":null,\"sql\":\"s\",\"column\":\"c\",\"priority\":\"high\"},"
                        + "{\"table\":\"u\",\"estimated_impact\":\"low\"}],\"status\":\"ok\",\"timestamp\":\"1970-01-01T00:00:01Z\"}";

        assertThat(Outcome.of(report, text).allRows())
                .isEqualTo(List.of(
                        Arrays.asList(1_000_000L, "t", "s", "high"), Arrays.asList(1_000_000L, "u", null, "low")));
        assertThat(Outcome.of(report, "{\"recommendations\":[{}]}").allRows())
                .isEqualTo(List.of(Arrays.asList(null, null, null, null)));
        assertThat(Outcome.of(report, "{\"timestamp\":1,\"recommendations\":[{}],\"timestamp\":1}")
                        .said())
                .contains("has the key \"timestamp\" twice");
    }
}
