package dev.slipway.job;

import dev.slipway.data.Field;
import dev.slipway.data.Losses;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.TypeText;
import dev.slipway.mapping.MappedSource;
import dev.slipway.mapping.MappingFile;
import dev.slipway.mapping.Mappings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A table with two columns of text that a mapping makes numbers: a bad one in {@code must} rejects its row, one in
 * {@code may} becomes null, and so does an empty text. Its rows are written as one word each: {@code "1 x"}.
 */
final class BadRows {
    /** A bad value: it must never be shown. */
    static final String SECRET = "hunter2";

    private static final List<Field> FIELDS =
            List.of(TypeText.field("id", "text"), TypeText.field("must", "text"), TypeText.field("may", "text?"));
    static final Table TABLE = new Table("public", "a", new Schema(FIELDS));
    private static final String MAPPING = "mapping: 1\ncolumns: {must: {parse: integer, on-bad-value: reject},"
            + " may: {empty: null, parse: integer, on-bad-value: null}}";

    private BadRows() {}

    /** A unit of the rows that these values of both columns make. */
    static List<List<@Nullable Object>> unit(String... values) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (String both : values) {
            String[] words = both.split(" ", -1);
            rows.add(Arrays.asList("id" + rows.size(), words[0], words[1]));
        }
        return rows;
    }

    /** Units of up to 60 rows, in some of which most values are bad. */
    static List<List<List<@Nullable Object>>> random(Random random) {
        List<List<List<@Nullable Object>>> units = new ArrayList<>();
        for (int unit = 0; unit < 4; unit++) {
            int bad = List.of(0, 1, 30, 97, 100).get(random.nextInt(5));
            String[] values = new String[random.nextInt(60)];
            for (int i = 0; i < values.length; i++) {
                values[i] = value(random, bad) + ' ' + value(random, bad);
            }
            units.add(unit(values));
        }
        return units;
    }

    private static String value(Random random, int badInHundred) {
        return random.nextInt(100) < badInHundred ? SECRET : String.valueOf(random.nextInt(1000));
    }

    /** What the mapping must lose of rows, counted by hand. */
    static Losses lost(List<List<@Nullable Object>> rows) {
        long rejected = rows.stream().filter(row -> SECRET.equals(row.get(1))).count();
        long nulled = rows.stream()
                .filter(row -> !SECRET.equals(row.get(1)) && SECRET.equals(row.get(2)))
                .count();
        return new Losses(List.of(new Losses.OfColumn("must", 0, rejected), new Losses.OfColumn("may", nulled, 0)));
    }

    static MemorySource source(List<List<List<@Nullable Object>>> units, int batchRows) {
        Key key = new Key(Optional.empty(), Optional.of("id"));
        return new MemorySource(
                List.of(MemorySource.table(TABLE, key, "public.a", units)),
                8,
                batchRows,
                MemorySource.Interference.NONE);
    }

    /** Exports it through the mapping. */
    static List<Export.Result> export(Export.Parts parts, MemorySource source) {
        Mappings mappings = new Mappings(List.of(MappingFile.parse(MAPPING, "m.yaml")));
        try (var session = new MappedSource<>(source, mappings).open(parts.context(), Earlier.of(parts.ledger()))) {
            return new Export<>(parts, session, session.plan()).run();
        }
    }
}
