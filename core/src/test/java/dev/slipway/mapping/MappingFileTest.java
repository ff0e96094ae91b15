package dev.slipway.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.data.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A mapping file says what it says; anything that cannot be meant is refused with file, line and column. */
final class MappingFileTest {
    private static String refusal(String yaml) {
        Failure failure = Assertions.catchThrowableOfType(Failure.class, () -> MappingFile.parse(yaml, "m.yaml"));
        assertThat(failure).as(yaml).isNotNull();
        assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG);
        return failure.text();
    }

    @Test
    void everythingThatCanBeSaidIsRead() {
        Mapping mapping = MappingFile.parse("""
                mapping: 1
                table: "public.*"
                on-bad-value: null
                key: [id, at]
                columns:
                  a: {empty: null, split: ";", decode: base64, exact: false, rename: b, on-bad-value: reject}
                  c: {drop: true, promote: {d: {path: /x, parse: "decimal(9,2)", default: 1.50}}}
                """, "m.yaml");

        assertThat(mapping.onBadValue()).isEqualTo(OnBadValue.NULL);
        assertThat(mapping.key()).containsExactly("id", "at");
        ColumnRule a = mapping.columns().getFirst();
        assertThat(a.name()).contains("b");
        assertThat(a.place()).hasToString("Place[file=m.yaml, line=6, column=3, path=columns.a]");
        assertThat(a.steps())
                .isEqualTo(new Steps(
                        true,
                        Optional.of(";"),
                        Optional.of(new Conversion.Decode(false)),
                        false,
                        Optional.empty(),
                        Optional.of(OnBadValue.REJECT)));
        Promotion d = mapping.columns().getLast().promotions().getFirst();
        assertThat(d.pointer()).isEqualTo(new JsonPointer(List.of("x")));
        assertThat(d.steps().conversion()).contains(new Conversion.Parse(new Form.Decimal(9, 2)));
        assertThat(d.steps().substitute()).contains("1.50");
    }

    private static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("columns: {a: {drop: true}}", "m.yaml:1:1: ", "lacks the key \"mapping\""),
                Arguments.of("mapping: 2\ncolumns: {a: {drop: true}}", "m.yaml:1:10: mapping is 2", "from 1 to 1"),
                Arguments.of("mapping: 1", "m.yaml:1:1: ", "lacks the key \"columns\""),
                Arguments.of("mapping: 1\ncolumns: {}", "m.yaml:2:10: columns is an empty map", "at least one column"),
                Arguments.of("mapping: 1\ncolumns: []", "m.yaml:2:10: columns", "expected a map"),
                Arguments.of(
                        "mapping: 1\ntabel: x\ncolumns: {a: {drop: true}}",
                        "m.yaml:2:1: tabel",
                        "known are mapping, table"),
                Arguments.of("mapping: 1\ntable: 5\ncolumns: {a: {drop: true}}", "m.yaml:2:8: table is 5", "a text"),
                column("{}", "m.yaml:3:6: columns.a", "says nothing"),
                column("{drop: false}", "m.yaml:3:6: columns.a", "says nothing"),
                column("x", "m.yaml:3:6: columns.a is \"x\"", "expected a map"),
                column("{parsed: integer}", "m.yaml:3:7: columns.a.parsed", "did you mean \"parse\"?"),
                column("{parse: int}", "m.yaml:3:14: columns.a.parse is \"int\"", "integer(8)"),
                column("{parse: integer(7)}", "m.yaml:3:14: columns.a.parse", "expected one of integer"),
                column("{parse: 'integer(8,8)'}", "m.yaml:3:14: columns.a.parse", "expected one of integer"),
                column("{parse: decimal}", "m.yaml:3:14: columns.a.parse", "decimal(p,s)"),
                column("{parse: 'decimal(39,0)'}", "m.yaml:3:14: columns.a.parse", "decimal(p,s)"),
                column("{parse: 'decimal(3,4)'}", "m.yaml:3:14: columns.a.parse", "decimal(p,s)"),
                column("{parse: 'decimal(-1,0)'}", "m.yaml:3:14: columns.a.parse", "decimal(p,s)"),
                column("{parse: uuid()}", "m.yaml:3:14: columns.a.parse", "uuid"),
                column("{parse: 'timestamp(7)'}", "m.yaml:3:14: columns.a.parse", "timestamp(utc,iso,3)"),
                column("{parse: 'timestamp(utc,utc)'}", "m.yaml:3:14: columns.a.parse", "timestamp(utc,iso,3)"),
                column("{parse: 'boolean(t)'}", "m.yaml:3:14: columns.a.parse", "boolean(yes,no)"),
                column("{parse: 'boolean(t,t)'}", "m.yaml:3:14: columns.a.parse", "boolean(yes,no)"),
                column("{parse: [uuid]}", "m.yaml:3:14: columns.a.parse is a list", "uuid"),
                column("{decode: hex}", "m.yaml:3:15: columns.a.decode is \"hex\"", "base64 or base64url"),
                column("{cast: varchar}", "m.yaml:3:13: columns.a.cast is \"varchar\"", "int16"),
                column("{cast: int7}", "m.yaml:3:13: columns.a.cast is \"int7\"", "int16"),
                column("{parse: uuid, cast: text}", "m.yaml:3:6: columns.a", "more than one of parse, decode and cast"),
                column("{split: ''}", "m.yaml:3:14: columns.a.split is \"\"", "a separator"),
                column("{split: 1}", "m.yaml:3:14: columns.a.split is 1", "quotes"),
                column("{empty: ''}", "m.yaml:3:14: columns.a.empty is \"\"", "null"),
                column("{empty: }", "m.yaml:3:13: columns.a.empty is empty", "null"),
                column("{parse: uuid, on-bad-value: ignore}", "m.yaml:3:34: columns.a.on-bad-value", "null or reject"),
                column("{empty: null, on-bad-value: null}", "m.yaml:3:34: columns.a.on-bad-value", "no step"),
                column("{cast: int8, exact: false}", "m.yaml:3:26: columns.a.exact", "parse and decode"),
                column("{parse: json, exact: false}", "m.yaml:3:27: columns.a.exact", "as they are"),
                column("{parse: uuid, exact: maybe}", "m.yaml:3:27: columns.a.exact", "true or false"),
                column("{drop: true, rename: b}", "m.yaml:3:6: columns.a", "only promote goes with drop"),
                column("{drop: yes}", "m.yaml:3:13: columns.a.drop is \"yes\"", "true or false"),
                column("{rename: ''}", "m.yaml:3:15: columns.a.rename is empty", "a name"),
                column("{parse: integer, default: 007}", "m.yaml:3:32: columns.a.default is 007", "int64"),
                column("{parse: uuid, default: none}", "m.yaml:3:29: columns.a.default is \"none\"", "uuid"),
                column("{decode: base64, default: AA==}", "m.yaml:3:32: columns.a.default", "type bytes"),
                column("{split: ',', default: x}", "m.yaml:3:28: columns.a.default", "a list cannot have"),
                column("{default: null}", "m.yaml:3:16: columns.a.default is empty", "a value"),
                column("{promote: {}}", "m.yaml:3:16: columns.a.promote is an empty map", "at least one new column"),
                column("{promote: {b: {}}}", "m.yaml:3:20: columns.a.promote.b", "lacks the key \"path\""),
                column("{promote: {b: {path: x}}}", "m.yaml:3:27: columns.a.promote.b.path", "a JSON pointer"),
                column("{promote: {b: {path: /~2}}}", "m.yaml:3:27: columns.a.promote.b.path", "a JSON pointer"),
                column("{promote: {b: {path: /x, cast: int8}}}", "columns.a.promote.b.cast", "parse or decode"),
                column("{promote: {b: {path: /x, rename: y}}}", "columns.a.promote.b.rename", "is not known here"),
                column("{promote: {b: {path: /x, parse: json, empty: null}}}", "columns.a.promote.b", "as it is"),
                column("{rename: b}\n  c: {rename: b}", "m.yaml:4:15: columns.c.rename", "the first is in line 3"),
                column("{drop: true}\n  a: {drop: true}", "m.yaml:4:3: ", "a"),
                column("&x {drop: true}\n  b: *x", "m.yaml:3:", "anchor"));
    }

    private static Arguments column(String steps, String... parts) {
        return Arguments.of("mapping: 1\ncolumns:\n  a: " + steps, parts[0], parts[1]);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void wrongFilesAreRefusedWhereTheyAreWrong(String yaml, String where, String why) {
        assertThat(refusal(yaml)).contains("m.yaml:").contains(where).containsIgnoringCase(why);
    }

    @Test
    void aFileThatIsNotThereIsRefusedByName() {
        assertThatThrownBy(() -> MappingFile.read(Path.of("no/such/mapping.yaml")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("mapping.yaml");
    }

    @Test
    void tablesAreChosenByGlob() {
        Mapping mapping = MappingFile.parse("mapping: 1\ntable: 'pub*.a?(x)'\ncolumns: {a: {drop: true}}", "m.yaml");

        assertThat(mapping.matches(new Table("public", "ab(x)", SeedTable.TABLE.schema())))
                .isTrue();
        assertThat(mapping.matches(new Table("public", "a(x)", SeedTable.TABLE.schema())))
                .isFalse();
        assertThat(mapping.matches(SeedTable.TABLE)).isFalse();
        assertThat(SeedTable.mapping().matches(SeedTable.TABLE)).isTrue();
    }

    @Test
    void settingsChangeWithTheMeaningAndNotWithTheSpelling() {
        String settings = settings("columns: {a: {parse: integer, exact: true}, b: {split: ','}}");

        assertThat(settings("# a comment\ntable: x\nkey: a\ncolumns:\n  b: {split: \",\"}\n  a: {parse: integer(64)}"))
                .isEqualTo(settings);
        assertThat(settings(
                        "on-bad-value: error\ncolumns: {a: {on-bad-value: error, parse: integer}, b: {split: ','}}"))
                .isEqualTo(settings);
        List<String> others = Stream.of(
                        "columns: {a: {parse: integer, exact: false}, b: {split: ','}}",
                        "columns: {a: {parse: integer(32)}, b: {split: ','}}",
                        "columns: {a: {parse: integer}, b: {split: ';'}}",
                        "columns: {a: {parse: integer}, c: {split: ','}}",
                        "columns: {a: {parse: integer, empty: null}, b: {split: ','}}",
                        "columns: {a: {parse: integer, default: 1}, b: {split: ','}}",
                        "columns: {a: {parse: integer, rename: c}, b: {split: ','}}",
                        "columns: {a: {parse: integer}, b: {drop: true}}",
                        "columns: {a: {parse: integer}, b: {promote: {c: {path: /x}}}}",
                        "columns: {a: {parse: integer}, b: {promote: {c: {path: /x, on-bad-value: null}}}}",
                        "columns: {a: {parse: timestamp}, b: {split: ','}}",
                        "columns: {a: {parse: timestamp(utc)}, b: {split: ','}}",
                        "columns: {a: {parse: timestamp(iso)}, b: {split: ','}}",
                        "columns: {a: {parse: timestamp(3)}, b: {split: ','}}",
                        "on-bad-value: null\ncolumns: {a: {parse: integer}, b: {split: ','}}")
                .map(MappingFileTest::settings)
                .toList();
        assertThat(others).doesNotContain(settings).doesNotHaveDuplicates();
    }

    private static String settings(String yaml) {
        return MappingFile.parse("mapping: 1\n" + yaml, "m.yaml").settings();
    }
}
