package dev.slipway.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.Failure;
import dev.slipway.data.Field;
import dev.slipway.data.RowBatches;
import dev.slipway.data.Rows;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import dev.slipway.data.TypeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A mapping that does not fit its table is refused before any row; one that does says what its table becomes. */
final class BindingTest {
    private static final String[] COLUMNS = {
        "t",
        "text?",
        "n",
        "int32",
        "u",
        "uint64",
        "d",
        "decimal(20,2)",
        "f",
        "double",
        "j",
        "json",
        "l",
        "list<int32>",
        "b",
        "bytes",
        "id",
        "uuid",
        "at",
        "timestamp(micros,utc)"
    };

    private static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("x: {drop: true}", "columns.x: public.t has no column \"x\"; it has t, n, u"),
                Arguments.of("n: {parse: integer}", "columns.n is int32, but parse takes text"),
                Arguments.of("b: {decode: base64}", "columns.b is bytes, but decode takes text"),
                Arguments.of("l: {split: ','}", "columns.l is list<int32>, but split takes text"),
                Arguments.of("j: {empty: null}", "columns.j is json, but empty: null takes text"),
                Arguments.of("n: {promote: {x: {path: /a}}}", "columns.n is int32, but promote takes json"),
                Arguments.of("t: {cast: int8}", "columns.t is text, which cannot be cast to int8; cast takes"),
                Arguments.of("n: {cast: float64}", "columns.n is int32, which cannot be cast to float64"),
                Arguments.of("l: {cast: text}", "columns.l is list<int32>, which cannot be cast"),
                Arguments.of("id: {cast: bytes}", "columns.id is uuid, which cannot be cast to bytes"),
                Arguments.of("n: {cast: int64, on-bad-value: null}", "columns.n has on-bad-value, but no step"),
                Arguments.of("n: {rename: t}", "columns.n makes a second column \"t\" of public.t"),
                Arguments.of("t: {rename: n}", "columns.t makes a second column \"n\" of public.t"),
                Arguments.of("j: {promote: {n: {path: /n}}}", "columns.j.promote.n makes a second column \"n\""),
                Arguments.of("l: {default: 1}", "columns.l has the default \"1\", which is no exact list<int32>"),
                Arguments.of("b: {default: 1}", "columns.b has the default \"1\", which is no exact bytes"),
                Arguments.of("n: {default: 3000000000}", "columns.n has the default \"3000000000\""),
                Arguments.of("d: {default: 1.5}", "columns.d has the default \"1.5\", which is no exact decimal(20,2)"),
                Arguments.of("at: {default: now}", "columns.at has the default \"now\", which is no exact timestamp"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatDoesNotFitTheTableIsRefusedWithItsPlace(String rule, String part) {
        Failure failure =
                Assertions.catchThrowableOfType(Failure.class, () -> Mapped.of("columns:\n  " + rule, COLUMNS));

        assertThat(failure).as(rule).isNotNull();
        assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG);
        assertThat(failure.text()).startsWith("m.yaml:3:").contains(part);
    }

    @Test
    void aTableKeepsAColumnAndItsKeyIsThere() {
        assertThat(refusal("columns: {t: {drop: true}}", "t", "text")).contains("public.t has no column left");
        assertThat(refusal("key: [x]\ncolumns: {t: {empty: null}}", "t", "text"))
                .contains("key: public.t has no column \"x\"; it has t");
    }

    private static String refusal(String yaml, String... columns) {
        return Assertions.catchThrowableOfType(Failure.class, () -> Mapped.of(yaml, columns))
                .text();
    }

    @Test
    void namesMayBeExchanged() {
        Mapped mapped = Mapped.of("columns: {a: {rename: b}, b: {rename: a}}", "a", "int32", "b", "text");

        assertThat(mapped.row(1L, "x")).containsExactly(1L, "x");
        assertThat(mapped.bound().table().schema().fields())
                .extracting(Field::name)
                .containsExactly("b", "a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "parse: integer | text | int64 |",
                "parse: integer, on-bad-value: null | text | int64? | bad values become null",
                "parse: integer, on-bad-value: reject | text? | int64? | rows with a bad value are left out",
                "parse: integer, exact: false | text? | int64? | other spellings of a value become one",
                "parse: integer, default: 0 | text | int64 |",
                "parse: integer, default: 0 | text? | int64 | null becomes \"0\"",
                "parse: integer, default: 0, on-bad-value: null | text | int64 "
                        + "| bad values become null; null becomes \"0\"",
                "empty: null | text | text? |",
                "empty: null | text? | text? | an empty text and null become one",
                "empty: null, default: x | text | text | an empty text and null become one; null becomes \"x\"",
                "empty: null, parse: uuid | text | uuid? |",
                "empty: null, parse: uuid, on-bad-value: null | text | uuid? "
                        + "| an empty text and null become one; bad values become null",
                "split: ',' | text? | list<text>? |",
                "split: ',', decode: base64 | text | list<bytes> |",
                "split: ',', decode: base64, on-bad-value: null | text | list<bytes?> | bad values become null",
                "cast: int64 | int32 | int64 |",
                "cast: int16 | int32? | int16? |",
                "cast: int16, on-bad-value: null | int32 | int16? | bad values become null",
                "cast: 'decimal(20,0)' | uint64 | decimal(20,0) |",
                "rename: z | date? | date? |"
            })
    void eachStepSaysWhatBecomesOfTheColumnAndWhatIsLost(String steps, String before, String after, String lost) {
        Mapped mapped = Mapped.of("columns: {a: {" + steps + "}}", "a", before, "k", "int32");
        Field field = mapped.bound().table().schema().fields().getFirst();

        assertThat(TypeText.of(field)).isEqualTo(after);
        assertThat(field.origin().get("slipway.mapping.lossy")).isEqualTo(lost);
        assertThat(mapped.bound().losses()).isEqualTo(lost == null ? Map.of() : Map.of("a", lost));
    }

    @Test
    void originsSayWhatWasDoneAndIdsStay() {
        Table source = new Table(
                "public",
                "t",
                new Schema(List.of(
                        new Field("a", new Type.Text(), false, 1, Map.of("postgres.type", "text")),
                        new Field("l", TypeText.field("l", "list<int32>").type(), false, 7, Map.of()),
                        new Field("j", new Type.Json(), false, 9, Map.of("postgres.type", "jsonb")))));
        Mapping mapping = MappingFile.parse(
                "mapping: 1\ncolumns: {a: {split: ',', parse: uuid, rename: ids}, j: {promote: {x: {path: /x/y}}}}",
                "m.yaml");

        List<Field> fields = mapping.bind(source).table().schema().fields();

        assertThat(fields).extracting(Field::id).containsExactly(1, 7, 9, 11);
        assertThat(((Type.ListOf) fields.getFirst().type()).element().id()).isEqualTo(10);
        assertThat(fields.getFirst().origin())
                .isEqualTo(Map.of(
                        "postgres.type",
                        "text",
                        "slipway.mapping",
                        "split \",\"; parse uuid; rename",
                        "slipway.mapping.column",
                        "a"));
        assertThat(fields.get(2)).isEqualTo(source.schema().fields().get(2));
        assertThat(fields.get(3).origin()).isEqualTo(Map.of("slipway.mapping", "promote \"j\" at \"/x/y\""));
        assertThat(fields.get(3).nullable()).isTrue();
    }

    @Test
    void rowsAreSortedAsFarAsValuesStay() {
        BoundMapping bound = Mapped.of(
                        "columns: {a: {rename: b}, c: {parse: integer}}", "a", "date", "c", "text", "d", "int32")
                .bound();

        assertThat(bound.sorted(List.of("a", "d"))).containsExactly("b", "d");
        assertThat(bound.sorted(List.of("a", "c", "d"))).containsExactly("b");
        assertThat(bound.sorted(List.of("c"))).isEmpty();
    }

    @Test
    void theShippedMappingGivesThePhysicalTypesOfTheArchive() {
        BoundMapping bound = SeedTable.mapping().bind(SeedTable.TABLE);

        assertThat(bound.table().schema().fields())
                .extracting(field -> field.name() + " " + TypeText.of(field))
                .containsExactly(
                        "data_item_id bytes",
                        "owner_public_address bytes",
                        "byte_count int64",
                        "uploaded_date timestamp(micros,local)",
                        "assessed_winston_price decimal(20,0)",
                        "plan_id uuid",
                        "planned_date timestamp(micros,local)",
                        "bundle_id bytes",
                        "permanent_date timestamp(micros,local)",
                        "block_height int32",
                        "data_start int32?",
                        "signature_type int16?",
                        "failed_bundles list<bytes>",
                        "content_type text?",
                        "premium_feature_type text?",
                        "deadline_height int32?");
        assertThat(bound.losses()).containsOnlyKeys("content_type", "premium_feature_type");
    }

    @Test
    void messagesNameARowByItsPrimaryKey() {
        Failure failure = Assertions.catchThrowableOfType(Failure.class, () -> {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            SeedTable.rows(30, new Random(3)).forEach(row -> rows.add(new ArrayList<>(row)));
            rows.get(20).set(2, "12,5");
            rows.get(20).set(0, "A".repeat(43));
            rows.get(20).set(3, 5L);
            Rows.of(SeedTable.mapping().bind(SeedTable.TABLE).apply(RowBatches.stream(SeedTable.TABLE, rows, 7, 1)), 9);
        });

        assertThat(failure.text())
                .isEqualTo("public.permanent_data_items_12_2023_01, column byte_count, row 21 (data_item_id = \""
                        + "A".repeat(43)
                        + "\", uploaded_date = 5): \"12,5\" is not an integer of 64 bits; or say what becomes of it:"
                        + " on-bad-value: null or reject");
    }
}
