package dev.slipway.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may change between two versions of a schema, and what may not. */
final class SchemaDiffTest {
    private static FileSchema schema(int version, String columns) {
        return SchemaFile.parse(
                "name: t\nversion: " + version + "\nformat: jsonl\ncolumns: {" + columns + "}\n", "s.yaml");
    }

    private static List<SchemaDiff.Change> changes(String before, String after) {
        return SchemaDiff.between(schema(1, before), schema(2, after)).changes();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    int8   | int16
                    int32  | int64
                    uint8  | int16
                    uint32 | uint64
                    int32  | decimal(10,0)
                    uint64 | decimal(20,0)
                    int64  | decimal(21,2)
                    decimal(10,2) | decimal(12,2)
                    decimal(10,2) | decimal(12,4)
                    float32 | float64
                    """)
    void typesWiden(String before, String after) {
        assertThat(changes("a: '" + before + "'", "a: '" + after + "'"))
                .singleElement()
                .isInstanceOf(SchemaDiff.Accepted.class);
        assertThat(changes("a: '" + after + "'", "a: '" + before + "'"))
                .singleElement()
                .isInstanceOf(SchemaDiff.Refused.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    int8   | uint16
                    uint64 | int64
                    int64  | decimal(18,0)
                    int64  | float64
                    decimal(10,2) | decimal(11,4)
                    text   | json
                    date   | timestamp micros utc
                    timestamp micros utc | timestamp micros local
                    timestamp millis utc | timestamp micros utc
                    text   | list<text>
                    """)
    void otherTypesAreOtherTypes(String before, String after) {
        assertThat(changes("a: '" + before + "'", "a: '" + after + "'"))
                .singleElement()
                .isInstanceOfSatisfying(SchemaDiff.Refused.class, refused -> assertThat(refused.text())
                        .isEqualTo("is " + after + " after " + before));
    }

    @Test
    void columnsComeButDoNotGo() {
        assertThat(changes("a: text", "a: text, b: date"))
                .containsExactly(new SchemaDiff.Accepted("b", "is new, date"));
        assertThat(changes("a: text", "a: text, b: {type: date, nullable: false}"))
                .singleElement()
                .isInstanceOfSatisfying(SchemaDiff.Refused.class, refused -> assertThat(refused.advice())
                        .startsWith("make it nullable"));
        List<SchemaDiff.Change> renamed = changes("a: text, b: date", "a: text, c: date");
        assertThat(renamed).hasSize(2);
        assertThat(renamed.getFirst())
                .isInstanceOfSatisfying(SchemaDiff.Refused.class, refused -> assertThat(refused.advice())
                        .contains("from: with the other"));
    }

    @Test
    void nullsMayComeButNotGo() {
        assertThat(changes("a: {type: text, nullable: false}", "a: text"))
                .containsExactly(new SchemaDiff.Accepted("a", "can be null now"));
        assertThat(changes("a: text", "a: {type: text, nullable: false}"))
                .singleElement()
                .isInstanceOf(SchemaDiff.Refused.class);
    }

    @Test
    void whatIsWithinAColumnIsHeldToTheSame() {
        String before = "a: {type: list, of: {type: struct, fields: {x: int32, y: text}}}";

        assertThat(changes(before, "a: {type: list, of: {type: struct, fields: {x: int64, y: text, z: date}}}"))
                .containsExactly(
                        new SchemaDiff.Accepted("a.element.x", "is int64 after int32"),
                        new SchemaDiff.Accepted("a.element.z", "is new, date"));
        assertThat(changes(before, "a: {type: list, of: {type: struct, fields: {x: int32}}}"))
                .singleElement()
                .satisfies(change -> assertThat(change.column()).isEqualTo("a.element.y"))
                .isInstanceOf(SchemaDiff.Refused.class);
    }

    @Test
    void anotherSchemaHasALaterVersion() {
        SchemaDiff same = SchemaDiff.between(schema(1, "a: text"), schema(1, "a: text"));
        SchemaDiff diff = SchemaDiff.between(schema(2, "a: text"), schema(2, "a: text, b: text"));

        assertThat(same.changes()).isEmpty();
        assertThat(same.accepted()).isTrue();
        assertThat(diff.accepted()).isFalse();
        assertThat(diff.changes().getFirst())
                .isInstanceOfSatisfying(SchemaDiff.Refused.class, refused -> assertThat(refused.advice())
                        .isEqualTo("say version: 3"));
    }

    @Test
    void whatIsReadInAnotherWayIsSaid() {
        assertThat(changes("a: text", "a: {type: text, description: x, from: b}"))
                .containsExactly(
                        new SchemaDiff.Accepted("a", "has another description"),
                        new SchemaDiff.Accepted("a", "is read in another way"));
    }
}
