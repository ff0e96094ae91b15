package dev.slipway.files;

import static dev.slipway.files.Outcome.column;
import static dev.slipway.files.Outcome.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a file is damaged, it ends in rows and rejects that are as many as its records, or in a failure that names it. */
final class DamageTest {
    private static final FileColumn[] COLUMNS = {
        column("i", "int64"),
        column("x", "float64"),
        column("t", "text", Reading.PLAIN, "t", "/s/t"),
        column("at", "timestamp utc"),
        column("j", "json"),
        column("l", "list<list<decimal(9,2)>>"),
        column("m", "map<text, bool>"),
        column("s", "json"),
    };
    private static final String RECORD =
            "{\"i\":-12,\"x\":1.5e3,\"t\":\"é\\ud83d\\udea2\\n\",\"at\":\"2025-10-28T00:15:23Z\","
                    + "\"j\":{\"a\":[1,null]},\"l\":[[1.25],[],null],\"m\":{\"k\":true},\"s\":{\"t\":\"u\"}}";
    private static final String ODD = "{}[]\",:\\\n\r\t 0e-.nulltrue\0\u00e9\uFEFF/*#";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whateverIsDamagedIsNoSurprise(long seed) {
        Random random = new Random(seed);
        String lines = RECORD + "\n" + RECORD + "\r\n\n{}\n" + RECORD;
        String array = "{\"x\":[{}],\"rows\":[" + RECORD + ",\n" + RECORD + ",{}]}";
        FileFormat.Json rows = new FileFormat.Json(List.of("rows"), false);
        FileFormat.Text text = new FileFormat.Text(List.of(
                new FileFormat.Text.Form(Optional.empty(), Map.of()),
                new FileFormat.Text.Form(Optional.of("\\{(?<t>[^}]*)\\}.*"), Map.of("i", "5"))));
        assertThat(Outcome.of(schema(new FileFormat.JsonLines(), COLUMNS), lines)
                        .allRows())
                .hasSize(4);
        assertThat(Outcome.of(schema(rows, COLUMNS), array).allRows()).hasSize(3);
        for (int trial = 0; trial < 500; trial++) {
            check(seed, schema(new FileFormat.JsonLines(), COLUMNS), damaged(lines, random));
            check(seed, schema(rows, COLUMNS), damaged(array, random));
            check(seed, schema(text, COLUMNS), damaged(lines, random));
        }
    }

    private static void check(long seed, FileSchema schema, byte[] bytes) {
        assertThatCode(() -> Outcome.of(schema, bytes))
                .as("seed %s: %s", seed, new String(bytes, StandardCharsets.ISO_8859_1))
                .doesNotThrowAnyException();
    }

    private static byte[] damaged(String text, Random random) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] odd = ODD.getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int place = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[place] = (byte) random.nextInt();
                case 1 -> bytes[place] = odd[random.nextInt(odd.length)];
                case 2 -> bytes = Arrays.copyOf(bytes, 1 + place);
                case 3 -> {
                    int length = Math.min(random.nextInt(20), bytes.length - place);
                    System.arraycopy(bytes, place, bytes, random.nextInt(bytes.length - length + 1), length);
                }
                default -> bytes[place] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return bytes;
    }
}
