package dev.slipway.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Batch;
import dev.slipway.data.Field;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.format.ColumnChunk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every type × encoding × nullability × page version that {@link Storage} allows is written and read by both judges. A gap
 * needs a waiver; a waiver for what works, or for what does not exist, fails.
 */
final class CoverageTest {
    /** Encodings of physical types that a judge cannot read, and why. */
    private static final Map<String, String> DUCKDB_WAIVERS = Map.of(
            "FIXED_LEN_BYTE_ARRAY SPLIT",
            "DuckDB 2.0 reads BYTE_STREAM_SPLIT for numbers only, so no trial chooses it");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void everyEncodingOfEveryTypeIsReadByBothJudges(PageVersion version) {
        for (Coding coding : Coding.values()) {
            List<Type> types = types(coding, true);
            types.addAll(types(coding, false));
            assertThat(types).as("types written as " + coding).isNotEmpty();
            judge(coding, version, types(coding, true), true);
            judge(coding, version, types(coding, false), false);
        }
    }

    /** The types that can be encoded so, by whether DuckDB reads that. */
    private static List<Type> types(Coding coding, boolean duckdb) {
        List<Type> types = new ArrayList<>();
        for (Type type : SampleTables.simpleTypes()) {
            Storage storage = Storage.of(type);
            boolean waived = DUCKDB_WAIVERS.containsKey(storage.physical() + " " + coding);
            if (storage.codings().contains(coding) && waived != duckdb) {
                types.add(type);
            }
        }
        return types;
    }

    private void judge(Coding coding, PageVersion version, List<Type> types, boolean duckdb) {
        if (types.isEmpty()) {
            return;
        }
        List<Field> fields = new ArrayList<>();
        Map<String, Coding> forced = new LinkedHashMap<>();
        for (Type type : types) {
            for (boolean nullable : new boolean[] {true, false}) {
                String name = String.format(Locale.ROOT, "c%02d", fields.size());
                fields.add(Field.of(name, type, nullable));
                forced.put(name, coding);
            }
        }
        Table table = new Table("", "covered", new Schema(fields));
        ParquetSettings settings = ParquetSettings.DEFAULT
                .withPageVersion(version)
                .withPages(70, 4000)
                .withGroups(500, 1 << 20);
        ParquetFormat format = new ParquetFormat(settings, forced);
        for (long seed = 1; seed <= 4; seed++) {
            Batch batch = new SampleTables(seed).batch(table, 700);
            String why = coding + ", " + version + ", seed " + seed;
            byte[] bytes = Written.bytes(format, table, List.of(batch));
            used(bytes, coding, why);
            BytesStore.open(bytes).checkPages();
            Path file = Written.file(folder, format, batch);
            RoundTripTest.assertSame(JavaJudge.rows(file, table), RowTexts.of(batch), "parquet-java, " + why);
            if (duckdb) {
                RoundTripTest.assertSame(DuckJudge.rows(file, table), RowTexts.of(batch), "DuckDB, " + why);
            }
        }
    }

    /** A chunk that has values has pages encoded as asked; null pages of dictionary columns are PLAIN. */
    private static void used(byte[] bytes, Coding coding, String why) {
        for (ColumnChunk chunk : Footers.chunks(bytes)) {
            boolean values = chunk.getMeta_data().getStatistics().getNull_count()
                    < chunk.getMeta_data().getNum_values();
            if (values) {
                assertThat(chunk.getMeta_data().getEncodings())
                        .as(why + ", " + chunk.getMeta_data().getPath_in_schema())
                        .contains(coding.format());
            }
        }
    }

    @Test
    void aWaiverIsNeededAndSaysWhy() {
        DUCKDB_WAIVERS.forEach((what, why) -> {
            assertThat(why).isNotBlank();
            String[] parts = what.split(" ");
            Coding coding = Coding.valueOf(parts[1]);
            List<Type> types = types(coding, false);
            assertThat(types).as("waived types").isNotEmpty();
            Table table = new Table("", "waived", new Schema(List.of(Field.of("c", types.getFirst(), false))));
            Batch batch = new SampleTables(1).batch(table, 10);
            Path file = Written.file(folder, new ParquetFormat(ParquetSettings.DEFAULT, Map.of("c", coding)), batch);
            boolean reads = true;
            try {
                DuckJudge.rows(file, table);
            } catch (AssertionError e) {
                reads = false;
            }
            assertThat(reads)
                    .as("DuckDB reads " + what + ": the waiver is stale")
                    .isFalse();
        });
    }

    @Test
    void everyCodingBelongsToSomeType() {
        Set<Coding> written = EnumSet.noneOf(Coding.class);
        SampleTables.simpleTypes()
                .forEach(type -> written.addAll(Storage.of(type).codings()));
        assertThat(written).containsExactlyInAnyOrder(Coding.values());
    }
}
