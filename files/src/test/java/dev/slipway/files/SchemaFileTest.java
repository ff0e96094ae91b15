package dev.slipway.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.data.RandomTables;
import dev.slipway.data.Type;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas are read from YAML, and written so that they are read again. */
final class SchemaFileTest {
    private static final String HEAD = "name: t\nversion: 1\nformat: jsonl\n";

    private static FileColumn only(String column) {
        return SchemaFile.parse(HEAD + "columns:\n  a: " + column + "\n", "s.yaml")
                .columns()
                .getFirst();
    }

    @Test
    void aSchemaSaysWhatItsFilesHold() {
        FileSchema schema = SchemaFile.parse("""
                name: query_perf
                version: 3
                description: "What queries took"
                unknown: ignore
                format: {csv: {delimiter: ";", quote: "'", escape: '\\', header: false, encoding: latin1, comment: "#", nulls: ["", NA], skip: 2}}
                columns:
                  timestamp: {type: timestamp utc, nullable: false, description: when, zone: Asia/Bangkok}
                  query_hash: text
                  cost: {type: "decimal(20, 4)", nulls: "-", any: true, from: [cost, /price/eur]}
                """, "s.yaml");

        assertThat(schema.version()).isEqualTo(3);
        assertThat(schema.ignoresUnknown()).isTrue();
        assertThat(schema.format())
                .isEqualTo(new FileFormat.Csv(
                        ';',
                        Optional.of('\''),
                        Optional.of('\\'),
                        false,
                        "ISO-8859-1",
                        Optional.of('#'),
                        List.of("", "NA"),
                        2));
        assertThat(schema.table().qualifiedName()).isEqualTo("query_perf");
        assertThat(schema.columns().get(0).nullable()).isFalse();
        assertThat(schema.columns().get(0).reading().zone()).contains(ZoneId.of("Asia/Bangkok"));
        assertThat(schema.columns().get(2).from()).containsExactly("cost", "/price/eur");
        assertThat(schema.columns().get(2).type()).isEqualTo(new Type.Decimal(20, 4));
    }

    @Test
    void formatsAreAWordOrHaveSettings() {
        assertThat(format("csv")).isEqualTo(FileFormat.Csv.PLAIN);
        assertThat(format("json")).isEqualTo(FileFormat.Json.PLAIN);
        assertThat(format("jsonl")).isEqualTo(new FileFormat.JsonLines());
        assertThat(format("{json: {rows: data.rows}}")).isEqualTo(new FileFormat.Json(List.of("data", "rows"), false));
        assertThat(format("{json: {rows: /a.b/c, single: true}}"))
                .isEqualTo(new FileFormat.Json(List.of("a.b", "c"), true));
        assertThat(format("{csv: {quote: ''}}"))
                .isInstanceOfSatisfying(
                        FileFormat.Csv.class, csv -> assertThat(csv.quote()).isEmpty());
    }

    private static FileFormat format(String words) {
        return SchemaFile.parse("name: t\nversion: 1\nformat: " + words + "\ncolumns: {a: text}\n", "s.yaml")
                .format();
    }

    @Test
    void nestedColumnsAreMapsWithinMaps() {
        FileColumn list =
                only("{type: list, of: {type: struct, fields: {x: int64, y: {type: text, nullable: false}}}}");
        FileColumn map = only("{type: map, key: uuid, value: {type: float64, inexact: true}}");

        assertThat(list.parts().getFirst().parts()).hasSize(2);
        assertThat(list.parts().getFirst().parts().getLast().nullable()).isFalse();
        assertThat(map.parts().getLast().reading().inexact()).isTrue();
        assertThat(only("list<int64>").type())
                .isEqualTo(only("{type: list, of: int64}").type());
        assertThat(only("map<text, list<date>>").parts()).hasSize(2);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("a: number", "s.yaml:5:6: columns.a is \"number\", expected one of bool, int8"),
                Arguments.of("a: {type: timestamp}", "s.yaml:5:13: columns.a.type is \"timestamp\", expected one of"),
                Arguments.of("a: {nullable: true}", "columns.a lacks the key \"type\""),
                Arguments.of("a: {type: text, nulable: true}", "did you mean \"nullable\"?"),
                Arguments.of(
                        "a: {type: text, format: base64}", "expected a format of text, which has none: leave it out"),
                Arguments.of("a: {type: bytes, format: base32}", "one of base64, base64url, hex"),
                Arguments.of("a: {type: timestamp utc, format: epoch}", "epoch-seconds, epoch-millis"),
                Arguments.of("a: {type: bool, format: yes}", "two words such as yes/no"),
                Arguments.of("a: {type: text, inexact: true}", "it is for float32 and float64"),
                Arguments.of("a: {type: timestamp local, zone: UTC}", "it is for timestamp utc"),
                Arguments.of("a: {type: timestamp utc, zone: Mars/Base}", "expected a time zone such as UTC"),
                Arguments.of("a: {type: text, from: ''}", "expected a key, or a JSON pointer"),
                Arguments.of("a: {type: text, from: /a~2}", "expected a key, or a JSON pointer"),
                Arguments.of("a: {type: text, nulls: ['', '']}", "names a text twice"),
                Arguments.of("a: {type: struct, fields: {}}", "expected at least one column"),
                Arguments.of("a: {type: list}", "lacks the key \"of\""),
                Arguments.of("a: {type: map, key: {type: text, nullable: true}, value: text}", "can be null"),
                Arguments.of("a: text\n  a: text", "is given twice"),
                Arguments.of("'': text", "is empty, expected a name"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatCannotBeMeantIsRefusedWithItsPlace(String column, String said) {
        assertThatThrownBy(() -> SchemaFile.parse(HEAD + "columns:\n  " + column + "\n", "s.yaml"))
                .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.CONFIG))
                .hasMessageStartingWith("s.yaml:")
                .hasMessageContaining(said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: t\nversion: 0\nformat: jsonl\ncolumns: {a: text}",
                "name: t\nversion: 1.5\nformat: jsonl\ncolumns: {a: text}",
                "name: ''\nversion: 1\nformat: jsonl\ncolumns: {a: text}",
                "name: t\nversion: 1\nformat: xml\ncolumns: {a: text}",
                "name: t\nversion: 1\nformat: {json: {}, csv: {}}\ncolumns: {a: text}",
                "name: t\nversion: 1\nformat: {csv: {delimiter: '||'}}\ncolumns: {a: text}",
                "name: t\nversion: 1\nformat: {csv: {encoding: klingon}}\ncolumns: {a: text}",
                "name: t\nversion: 1\nformat: {json: {rows: a..b}}\ncolumns: {a: text}",
                "name: t\nversion: 1\nformat: {text: []}\ncolumns: {a: text}",
                "name: t\nversion: 1\nformat: {text: [{match: '('}]}\ncolumns: {a: text}",
                "name: t\nversion: 1\nformat: {text: [{match: 'x', json: true}]}\ncolumns: {a: text}",
                "name: t\nversion: 1\nformat: {text: [{match: '(?<b>x)'}]}\ncolumns: {a: text}",
                "name: t\nversion: 1\nformat: {text: [{match: '(?<a>x)', set: {b: y}}]}\ncolumns: {a: text}",
                "name: t\nversion: 1\nformat: jsonl\ncolumns: {}",
                "name: t\nversion: 1\nformat: jsonl\nunknown: maybe\ncolumns: {a: text}",
                "name: t\nversion: 1\nformat: jsonl\ncolums: {a: text}"
            })
    void aSchemaThatCannotBeMeantIsRefusedWithItsPlace(String text) {
        assertThatThrownBy(() -> SchemaFile.parse(text, "s.yaml"))
                .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.CONFIG))
                .message()
                .matches("(?s)s\\.yaml:\\d+:\\d+: .*");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void whatIsWrittenIsReadAsTheSame(long seed) {
        Random random = new Random(seed);
        RandomTables tables = new RandomTables(seed);
        for (int trial = 0; trial < 40; trial++) {
            List<FileColumn> columns = new ArrayList<>();
            tables.table().schema().fields().forEach(field -> columns.add(said(Written.column(field), random)));
            FileSchema schema = new FileSchema(
                    random.nextBoolean() ? "t" : "true",
                    1 + random.nextInt(9),
                    random.nextBoolean() ? "" : "d: \"é\" #\n\0\uD83D\uDEA2",
                    format(random, columns.getFirst().name()),
                    random.nextBoolean(),
                    columns);
            String text = SchemaFile.write(schema);
            assertThat(SchemaFile.parse(text, "s.yaml"))
                    .as("seed %s:\n%s", seed, text)
                    .isEqualTo(schema);
        }
    }

    private static FileColumn said(FileColumn column, Random random) {
        if (random.nextInt(3) == 0) {
            return FileColumn.of(column.name(), column.type(), column.nullable());
        }
        Reading reading = new Reading(
                column.reading().format(),
                random.nextBoolean() ? List.of() : List.of("", "null", "\\N"),
                random.nextBoolean(),
                column.type() instanceof Type.Floating && random.nextBoolean(),
                Optional.empty());
        return new FileColumn(
                column.name(),
                column.type(),
                column.nullable(),
                random.nextBoolean() ? "" : "what it is: \"it\"",
                random.nextBoolean() ? List.of() : List.of("a b", "/x/~1y", "^/top", "$"),
                reading,
                fallbacks(random, column.type()),
                false,
                column.parts());
    }

    private static List<Fallback> fallbacks(Random random, Type type) {
        List<Fallback> all = List.of(
                new Fallback.Constant("what: {it} is"),
                new Fallback.FileName(),
                new Fallback.FileDate(),
                new Fallback.FileModified());
        return all.stream()
                .filter(fallback -> fallback.makes(type) && random.nextBoolean())
                .toList();
    }

    private static FileFormat format(Random random, String column) {
        return switch (random.nextInt(4)) {
            case 0 -> new FileFormat.JsonLines();
            case 1 ->
                new FileFormat.Json(random.nextBoolean() ? List.of() : List.of("a/b", "c.d~"), random.nextBoolean());
            case 2 ->
                new FileFormat.Csv(
                        random.nextBoolean() ? ',' : '\t',
                        random.nextBoolean() ? Optional.empty() : Optional.of('"'),
                        random.nextBoolean() ? Optional.empty() : Optional.of('\\'),
                        random.nextBoolean(),
                        random.nextBoolean() ? "UTF-8" : "windows-1252",
                        random.nextBoolean() ? Optional.empty() : Optional.of('#'),
                        random.nextBoolean() ? List.of("") : List.of("NA", "\\N"),
                        random.nextInt(3));
            default ->
                new FileFormat.Text(List.of(
                        new FileFormat.Text.Form(Optional.of("\\[(x)\\] \"(\\d+)\""), Map.of(column, "5: '5'")),
                        new FileFormat.Text.Form(Optional.empty(), Map.of())));
        };
    }
}
