package dev.slipway.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Losses;
import dev.slipway.data.RowBatches;
import dev.slipway.data.Rows;
import dev.slipway.data.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Values inside JSON become columns; the JSON stays as it is. */
final class PromoteTest {
    private static Mapped promote(String promotions) {
        return Mapped.of("columns: {j: {promote: {" + promotions + "}}}", "j", "json?");
    }

    @Test
    void valuesAreTakenOutByPointerAndTheJsonStays() {
        Mapped mapped =
                promote("user: {path: /user/id, parse: integer}, tag: {path: /tags/1}, all: {path: '', parse: json}");
        String json = "{\"user\": {\"id\": 7, \"x\": [1]}, \"tags\": [\"a\", \"bé\\n\"]}";

        assertThat(mapped.row(json)).containsExactly(json, 7L, "bé\n", json);
        assertThat(mapped.row((Object) null)).containsExactly(null, null, null, null);
        assertThat(mapped.row("{}")).containsExactly("{}", null, null, "{}");
        assertThat(mapped.row("{\"user\": {\"id\": null}, \"tags\": []}").subList(1, 3))
                .containsExactly(null, null);
        assertThat(mapped.row("{\"user\": 1, \"tags\": {\"1\": \"key\"}}").subList(1, 3))
                .containsExactly(null, "key");
    }

    @Test
    void pointersEscapeAndReachEmptyNames() {
        Mapped mapped = promote("a: {path: /a~1b}, b: {path: /~0}, c: {path: /}, d: {path: /0/00}");

        assertThat(mapped.row("{\"a/b\": 1, \"~\": 2, \"\": 3, \"0\": {\"00\": 4}}")
                        .subList(1, 5))
                .containsExactly("1", "2", "3", "4");
        assertThat(mapped.row("[[\"0\", \"1\"]]").get(4)).isNull();
    }

    @Test
    void scalarsAreTextAsTheyStand() {
        Mapped mapped = promote("a: {path: /a}");

        for (String number :
                new String[] {"-0", "1.50", "1E+400", "0.1e-7", "123456789012345678901234567890", "true"}) {
            assertThat(mapped.row("{ \"a\" : " + number + " }").get(1)).isEqualTo(number);
            assertThat(mapped.row("{\"a\":" + number + "}").get(1)).isEqualTo(number);
        }
        assertThat(mapped.row("{\"a\": \"\\u00e9\\ud83d\\udea2\\u0000\"}").get(1))
                .isEqualTo("é🚢\0");
        assertThat(promote("a: {path: ''}").row("12").get(1)).isEqualTo("12");
    }

    @Test
    void jsonIsTakenOutAsItIsWritten() {
        Mapped mapped = promote("a: {path: /a, parse: json}, b: {path: /b/0, parse: json}");

        for (String value : new String[] {"{\"x\" : [1, {}]}", "[ ]", "\"\\u00e9\"", "\"é\"", "1.50", "-7", "true"}) {
            assertThat(mapped.row("{\"é\":\"é\", \"a\":  " + value + " , \"b\":[" + value + "]}")
                            .subList(1, 3))
                    .containsExactly(value, value);
            assertThat(mapped.row("{\"a\":" + value + "}").get(1)).isEqualTo(value);
        }
        assertThat(promote("a: {path: '', parse: json}").row("12").get(1)).isEqualTo("12");
    }

    @Test
    void aValueAndWhatIsInItCanBothBeTakenOut() {
        Mapped mapped = promote("o: {path: /o, parse: json}, x: {path: /o/x, parse: integer, default: 0}");

        assertThat(mapped.row("{\"o\": {\"x\": 5}}").subList(1, 3)).containsExactly("{\"x\": 5}", 5L);
        assertThat(mapped.row("{\"o\": [5]}").subList(1, 3)).containsExactly("[5]", 0L);
    }

    @Test
    void whatIsThereTwiceIsNoValue() {
        Mapped mapped = promote("x: {path: /a/x}, y: {path: /y, on-bad-value: null}");

        assertThat(mapped.refusal("{\"a\":{\"x\":1}, \"a\":{\"x\":1}}")).contains("column j/a/x", "has \"a\" twice");
        assertThat(mapped.refusal("{\"a\":{\"x\":1,\"x\":2}}")).contains("has \"x\" twice");
        assertThat(mapped.row("{\"b\":1,\"b\":2,\"a\":{\"z\":1,\"z\":2}}").subList(1, 3))
                .containsExactly(null, null);
        assertThat(mapped.row("{\"y\":1,\"a\":{\"x\":3},\"y\":2}").subList(1, 3))
                .containsExactly("3", null);
    }

    @Test
    void objectsAndListsAreNoTexts() {
        assertThat(promote("a: {path: /a}").refusal("{\"a\": {}}")).contains("holds an object or a list there");
        assertThat(promote("a: {path: /a, parse: integer}").refusal("{\"a\": [1]}"))
                .contains("say parse: json");
        assertThat(promote("a: {path: /a}").refusal("{\"a\": \"\\ud800\"}")).contains("half a character");
    }

    @Test
    void whatIsNotJsonIsABadValueOfEachPromotion() {
        Mapped mapped = Mapped.of(
                "columns: {j: {promote: {a: {path: /a, on-bad-value: null}, b: {path: /b, on-bad-value: reject}}}}",
                "j",
                "text");

        assertThat(mapped.rows(List.of(
                        List.of("{\"a\":1}"),
                        List.of("{\"a\":1,"),
                        List.of("{} 1"),
                        List.of(""),
                        List.of("{\"a\":{}}"))))
                .containsExactly(Arrays.asList("{\"a\":1}", "1", null), Arrays.asList("{\"a\":{}}", null, null));
        assertThat(mapped.losses().columns())
                .containsExactly(new Losses.OfColumn("j/a", 1, 0), new Losses.OfColumn("j/b", 0, 3));
        String deep = "{\"a\":" + "[".repeat(9_000) + "]".repeat(9_000) + ",\"b\":2}";
        assertThat(promote("b: {path: /b}").row(deep).get(1)).isEqualTo("2");
        assertThat(promote("b: {path: /b}").refusal("{\"a\":" + "[".repeat(20_000)))
                .contains("is not JSON");
    }

    @Test
    void theJsonCanBeDroppedAfterwards() {
        Mapped mapped = Mapped.of("columns: {j: {drop: true, promote: {a: {path: /a, parse: uuid}}}}", "j", "json");

        assertThat(mapped.bound().table().schema().fields()).hasSize(1);
        assertThat(mapped.bound().losses()).containsOnlyKeys("j");
        assertThat(mapped.row("{\"a\":null}")).containsExactly((Object) null);
    }

    @Test
    void promotedTextTakesTheOtherSteps() {
        Mapped mapped =
                promote("a: {path: /a, empty: null, split: ',', parse: integer}, b: {path: /b, decode: base64}");

        assertThat(mapped.row("{\"a\":\"1,2\",\"b\":\"AA==\"}").subList(1, 3))
                .containsExactly(List.of(1L, 2L), "\\x00");
        assertThat(mapped.row("{\"a\":\"\",\"b\":\"\"}").subList(1, 3)).containsExactly(null, "\\x");
        assertThat(mapped.refusal("{\"a\":\"1,01\"}")).contains("column j/a", "\"01\" would come back as \"1\"");
    }

    /** Documents of nested objects, against the tree that the same library makes of them. */
    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void randomDocumentsYieldWhatTheirTreesHold(long seed) {
        Random random = new Random(seed);
        JsonMapper mapper = new JsonMapper();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<List<@Nullable Object>> expected = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String json = document(random, 3);
            JsonNode x = mapper.readTree(json).at("/a/b");
            JsonNode y = mapper.readTree(json).at("/a/1");
            rows.add(List.of(json));
            expected.add(Arrays.asList(json, text(x), y.isMissingNode() || y.isNull() ? null : y.toString()));
        }
        Table table = Mapped.table("j", "json");
        Mapping mapping = MappingFile.parse(
                "mapping: 1\ncolumns: {j: {promote: {x: {path: /a/b, on-bad-value: null}, y: {path: /a/1, parse: json}}}}",
                "m.yaml");

        assertThat(Rows.of(mapping.bind(table).apply(RowBatches.stream(table, rows, 40, seed)), 33))
                .as("seed " + seed)
                .isEqualTo(expected);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isMissingNode() || node.isNull() || node.isContainer() ? null : node.asString();
    }

    /** As Jackson writes it: no spaces, no key twice. */
    private static String document(Random random, int depth) {
        if (depth == 0 || random.nextInt(5) == 0) {
            return List.of("1", "\"é\"", "null", "true", "[]", "{}").get(random.nextInt(6));
        }
        List<String> parts = new ArrayList<>();
        boolean list = random.nextInt(3) == 0;
        for (String name : new String[] {"a", "b", "1"}) {
            if (random.nextInt(4) > 0) {
                parts.add((list ? "" : '"' + name + "\":") + document(random, depth - 1));
            }
        }
        return (list ? "[" : "{") + String.join(",", parts) + (list ? "]" : "}");
    }
}
