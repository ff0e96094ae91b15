package dev.slipway.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Batches;
import dev.slipway.data.Rows;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines of text by patterns. */
final class TextRecordTest {
    /** The file that the query-performance exporter reads: every form of it. */
    private static final FileSchema SUMMARY = SchemaFile.parse("""
            name: optimization_summary
            version: 1
            format:
              text:
                - {match: '\\[(?<timestamp>[^\\]]+)\\] (?<event_type>[^:=]+): (?<metric_name>[^=\\s]+)=(?<metric_value>\\S+)( .*)?'}
                - {json: true}
                - {match: '(?<event_type>[^:=\\[\\]{}]+): .*'}
                - {match: '.*', set: {event_type: summary}}
            columns:
              timestamp: {type: timestamp utc, from: [timestamp, ts]}
              event_type: {type: text, from: [event_type, event]}
              metric_name: text
              metric_value: float64
              metadata: {type: json, format: string, from: $}
            """, "summary.yaml");

    @Test
    void everyFormOfASummaryIsRead() {
        String text = """
                [1970-01-01T00:00:01Z] vacuum: pages=12.5 more=3
                {"ts":"1970-01-01T00:00:02Z","event":"analyze","metric_value":7,"rest":[1, 2]}

                Slow queries: 14\r
                === Summary "of" the\tday ===
                {broken""";

        assertThat(Outcome.of(SUMMARY, text).allRows())
                .isEqualTo(List.of(
                        Arrays.asList(
                                1_000_000L,
                                "vacuum",
                                "pages",
                                12.5,
                                "\"[1970-01-01T00:00:01Z] vacuum: pages=12.5 more=3\""),
                        Arrays.asList(
                                2_000_000L,
                                "analyze",
                                null,
                                7.0,
                                "{\"ts\":\"1970-01-01T00:00:02Z\",\"event\":\"analyze\",\"metric_value\":7,\"rest\":[1, 2]}"),
                        Arrays.asList(null, "Slow queries", null, null, "\"Slow queries: 14\""),
                        Arrays.asList(null, "summary", null, null, "\"=== Summary \\\"of\\\" the\\u0009day ===\""),
                        Arrays.asList(null, "summary", null, null, "\"{broken\"")));
    }

    private static FileSchema log(String... matches) {
        StringBuilder forms = new StringBuilder();
        for (String match : matches) {
            forms.append("    - {match: '").append(match).append("'}\n");
        }
        return SchemaFile.parse(
                "name: log\nversion: 1\nformat:\n  text:\n" + forms
                        + "columns:\n  at: timestamp utc\n  level: {type: text, nullable: false}\n  ms: int64\n",
                "log.yaml");
    }

    @Test
    void aLineThatNoneFitsIsRejected() {
        FileSchema schema = log("(?<at>\\S+) (?<level>[A-Z]+) (?<ms>\\S+)ms", "(?<level>[A-Z]+)(?<at>x)?(?<ms>y)?");
        String text =
                "1970-01-01T00:00:01Z INFO 12ms\nWARN\nnothing here\nnever INFO 1ms\n1970-01-01T00:00:01Z INFO 1.5ms\n";

        Outcome outcome = Outcome.of(schema, text);

        assertThat(outcome.rows())
                .isEqualTo(List.of(List.of(1_000_000L, "INFO", 12L), Arrays.asList(null, "WARN", null)));
        assertThat(outcome.rejects().stream().map(Reject::text))
                .containsExactly(
                        "f:3: fits none of the 2 forms of a line",
                        "f:4: at: \"never\" is not a time like 2023-06-15T09:02:09.5Z",
                        "f:5: ms: \"1.5\" is not an integer of 64 bits");
    }

    @Test
    void whatIsMissingIsRejectedWhereItCannotBe() {
        FileSchema schema = log("(?<at>x)?(?<level>y)?(?<ms>[0-9]+)");

        assertThat(Outcome.of(schema, "5").onlyReject()).isEqualTo("1 level: is missing or null, which it cannot be");
    }

    @Test
    void aPatternThatTriesTooMuchHangsNobody() {
        FileSchema schema = log("(?<level>(a|aa)+)\\2(?<at>x)?(?<ms>y)?");
        assertThat(Outcome.of(schema, "a".repeat(50) + "b").onlyReject()).contains("takes too long");
        assertThat(Outcome.of(schema, "a".repeat(1 + (1 << 20))).onlyReject()).contains("more than the 1048576");

        FileSchema deep = log("(?<level>(a|b)*)(?<at>x)?(?<ms>y)?");
        Outcome outcome = Outcome.of(deep, "ab".repeat(200_000));
        assertThat(outcome.rows().size() + outcome.rejects().size()).isEqualTo(1);
    }

    @Test
    void bytesThatAreNoTextAreRejectedAndNulsAreText() {
        FileSchema schema = SchemaFile.parse(
                "name: t\nversion: 1\nformat: {text: [{match: '(?<a>.*)'}]}\ncolumns: {a: text}\n", "s.yaml");
        byte[] text = "\0\n\u00E9\r\n\u2028".getBytes(StandardCharsets.UTF_8);

        assertThat(Outcome.of(schema, text).rows()).isEqualTo(List.of(List.of("\0"), List.of("é")));
        assertThat(Outcome.of(schema, new byte[] {'a', '\n', (byte) 0xE9, '\n'}).onlyReject())
                .contains("is not UTF-8");
    }

    @Test
    void rejectsAreRowsOfATableOfTheirOwn() {
        FileSchema schema = log("(?<at>x)(?<level>y)(?<ms>[0-9]+)");
        List<Reject> rejects = Outcome.of(schema, "é\nxy1\n").rejects();

        try (Batches batches = RejectTable.batches(RejectTable.of(schema.table()), rejects.iterator())) {
            assertThat(Rows.of(batches, 1))
                    .isEqualTo(List.of(
                            Arrays.asList("f", 1L, null, "é", "fits none of the 1 forms of a line"),
                            Arrays.asList("f", 2L, "at", "xy1", "\"x\" is not a time like 2023-06-15T09:02:09.5Z")));
        }
        assertThat(RejectTable.of(schema.table()).name()).isEqualTo("log_rejects");
    }
}
