package dev.slipway.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import dev.slipway.data.Field;
import dev.slipway.data.RandomTables;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.data.Type;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ParquetFileTest {
    private static final ParquetSettings SMALL =
            ParquetSettings.DEFAULT.withPages(50, 2000).withGroups(120, 1 << 20);

    private static byte[] sample(int rows, PageVersion version) {
        Batch batch = new SampleTables(7).batch(SampleTables.everyType(), rows);
        return Written.bytes(new ParquetFormat(SMALL.withPageVersion(version)), batch.table(), List.of(batch));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void anyTableComesBackFromTheFooterExactly(long seed) {
        Table table = new RandomTables(seed).table();
        Field origin = new Field("with origin", new Type.Text(), true, 7, Map.of("postgres.type", "citext"));
        table = new Table(
                table.namespace(),
                table.name(),
                new Schema(List.of(origin, table.schema().fields().getFirst())));
        ParquetFile file = BytesStore.open(Written.bytes(new ParquetFormat(SMALL), table, List.of()));
        assertThat(file.table()).as("seed " + seed).isEqualTo(table);
        assertThat(file.recorded()).isTrue();
        assertThat(file.createdBy()).startsWith("slipway version");
        assertThat(file.metadata()).containsEntry("slipway.test", "yes");
    }

    @Test
    void withoutOurKeyTheSchemaSaysTheSameOfNamesAndTypes() {
        for (long seed = 1; seed <= 20; seed++) {
            SampleTables tables = new SampleTables(seed);
            Table table = tables.table(6, 3);
            byte[] bytes = Written.bytes(new ParquetFormat(SMALL), table, List.of());
            byte[] key = "slipway.schema".getBytes(StandardCharsets.UTF_8);
            bytes[find(bytes, key)] = 'x';
            ParquetFile file = BytesStore.open(bytes);
            assertThat(file.recorded()).isFalse();
            assertThat(file.table().schema()).as("seed " + seed).isEqualTo(table.schema());
        }
    }

    private static int find(byte[] bytes, byte[] part) {
        for (int i = bytes.length - part.length; i >= 0; i--) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }

    @Test
    void everyPageIsWalkedAndAgreesWithTheFooter() {
        for (PageVersion version : PageVersion.values()) {
            ParquetFile file = BytesStore.open(sample(500, version));
            PageTotals totals = file.checkPages();
            assertThat(totals.unchecked()).isZero();
            assertThat(totals.bytes())
                    .isEqualTo(
                            file.rowGroups().stream().mapToLong(RowGroup::bytes).sum());
            long pages = 0;
            for (RowGroup group : file.rowGroups()) {
                for (int c = 0; c < group.chunks().size(); c++) {
                    pages += file.pages(group.ordinal(), c).size();
                }
            }
            assertThat(totals.dataPages()).isEqualTo(pages).isGreaterThan(500);
            assertThat(file.rows()).isEqualTo(500);
            assertThat(file.rowGroups()).hasSize(5);
        }
    }

    @Test
    void randomNestedFilesAreWalkedWithoutComplaint() {
        for (long seed = 1; seed <= 30; seed++) {
            SampleTables tables = new SampleTables(seed);
            Batch batch = tables.batch(tables.table(6, 3), 400);
            PageVersion version = seed % 2 == 0 ? PageVersion.V1 : PageVersion.V2;
            ParquetFile file = BytesStore.open(
                    Written.bytes(new ParquetFormat(SMALL.withPageVersion(version)), batch.table(), List.of(batch)));
            assertThat(file.checkPages().dataPages()).as("seed " + seed).isPositive();
        }
    }

    @Test
    void aFlippedBitInAnyPageIsFound() {
        byte[] bytes = sample(130, PageVersion.V2);
        ParquetFile intact = BytesStore.open(bytes);
        long end = intact.rowGroups().stream()
                .flatMap(group -> group.chunks().stream())
                .mapToLong(chunk -> chunk.offset() + chunk.bytes())
                .max()
                .orElseThrow();
        Random random = new Random(11);
        int found = 0;
        int tried = 2000;
        for (int i = 0; i < tried; i++) {
            int at = 4 + random.nextInt((int) end - 4);
            byte[] broken = bytes.clone();
            broken[at] ^= (byte) (1 << random.nextInt(8));
            try {
                BytesStore.open(broken).checkPages();
            } catch (Failure e) {
                assertThat(e.kind()).isEqualTo(Failure.Kind.CORRUPT);
                assertThat(e.text()).contains("file.parquet: row group ", "column ");
                found++;
            }
        }
        // Headers have no checksum: the few bits that do not matter for sizes or counts go unnoticed.
        assertThat(found).isGreaterThan(tried * 95 / 100);
    }

    @Test
    void aFlippedBitInABodyIsAlwaysFoundAndItsPlaceNamed() {
        byte[] bytes = sample(130, PageVersion.V1);
        IndexedPage page = BytesStore.open(bytes).pages(0, 0).getFirst();
        byte[] broken = bytes.clone();
        broken[(int) (page.offset() + page.bytes() - 1)] ^= 4;
        assertThatThrownBy(() -> BytesStore.open(broken).checkPages())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("row group 0, column \"n00\", page 0 at byte " + page.offset())
                .hasMessageContaining("checksum");
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] bytes = sample(3, PageVersion.V2);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> BytesStore.open(cut))
                    .as("%d bytes", length)
                    .isInstanceOf(Failure.class);
        }
    }

    @Test
    void brokenFootersAndIndexesEndInAFailureAndNothingElse() {
        byte[] bytes = sample(130, PageVersion.V2);
        int footer = (int) BytesStore.open(bytes).footerBytes() + 8;
        Random random = new Random(5);
        for (int i = 0; i < 3000; i++) {
            byte[] broken = bytes.clone();
            int flips = 1 + random.nextInt(4);
            for (int f = 0; f < flips; f++) {
                int at = bytes.length - 1 - random.nextInt(Math.min(bytes.length, footer + 20_000));
                broken[at] = (byte) random.nextInt();
            }
            onlyFailures(broken, "try " + i);
        }
    }

    @Test
    void garbageBetweenTheMagicsIsRefused() {
        Random random = new Random(9);
        for (int i = 0; i < 2000; i++) {
            byte[] garbage = new byte[12 + random.nextInt(3000)];
            random.nextBytes(garbage);
            System.arraycopy("PAR1".getBytes(StandardCharsets.US_ASCII), 0, garbage, 0, 4);
            System.arraycopy(garbage, 0, garbage, garbage.length - 4, 4);
            Output.INT.set(garbage, garbage.length - 8, random.nextInt(garbage.length));
            assertThatThrownBy(() -> BytesStore.open(garbage)).isInstanceOf(Failure.class);
        }
    }

    /** Reads everything that can be read. */
    private static void onlyFailures(byte[] bytes, String why) {
        try {
            ParquetFile file = BytesStore.open(bytes);
            file.rowGroups();
            for (RowGroup group : file.rowGroups()) {
                for (int c = 0; c < group.chunks().size(); c++) {
                    file.pages(group.ordinal(), c);
                }
            }
            file.checkPages();
        } catch (Failure e) {
            assertThat(e.kind()).as(why).isIn(Failure.Kind.CORRUPT, Failure.Kind.INPUT);
        }
    }

    @Test
    void aListThatClaimsBillionsOfElementsIsRefusedBeforeAnythingIsAllocated() {
        // Field 2 (the schema), a list of structs, with 2^31 - 1 elements.
        byte[] bomb = {0x15, 2, 0x19, (byte) 0xFC, -1, -1, -1, -1, 7, 0, 0, 0, 0};
        assertThatThrownBy(() -> BytesStore.open(framed(bomb)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("2147483647 elements");
    }

    @Test
    void structuresNestedWithoutEndAreRefused() {
        byte[] deep = new byte[100_000];
        Arrays.fill(deep, (byte) 0x1C);
        assertThatThrownBy(() -> BytesStore.open(framed(deep)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("deep");
    }

    @Test
    void anEncryptedFooterIsRefusedByName() {
        byte[] bytes = framed(new byte[100]);
        bytes[bytes.length - 1] = 'E';
        assertThatThrownBy(() -> BytesStore.open(bytes)).hasMessageContaining("encrypted");
    }

    private static byte[] framed(byte[] footer) {
        Output out = new Output();
        byte[] magic = "PAR1".getBytes(StandardCharsets.US_ASCII);
        out.write(magic, 0, 4);
        out.write(footer, 0, footer.length);
        out.intLittle(footer.length);
        out.write(magic, 0, 4);
        return out.toByteArray();
    }

    @Test
    void filesOfDuckdbAreReadAndChecked(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("duck.parquet");
        DuckJudge.run("COPY (SELECT range AS i, 'text ' || range AS t, range::DECIMAL(38,2) AS d, [range, NULL] AS l,"
                + " {'a': range, 'b': NULL::INTERVAL} AS s, MAP {'k': range} AS m, uuid() AS u, range::HUGEINT AS h,"
                + " range::UTINYINT AS ut, now() AS ts, NULL::TIME AS ti FROM range(200)) TO '" + path
                + "' (FORMAT parquet, ROW_GROUP_SIZE 100000)");
        ParquetFile file = BytesStore.open(Files.readAllBytes(path));
        assertThat(file.rows()).isEqualTo(200);
        assertThat(file.recorded()).isFalse();
        assertThat(file.createdBy()).startsWith("DuckDB");
        List<Field> fields = file.table().schema().fields();
        assertThat(fields.get(0).type()).isEqualTo(new Type.Int(64, true));
        assertThat(fields.get(1).type()).isEqualTo(new Type.Text());
        assertThat(fields.get(2).type()).isEqualTo(new Type.Decimal(38, 2));
        assertThat(fields.get(3).type()).isInstanceOf(Type.ListOf.class);
        assertThat(fields.get(4).type()).isInstanceOf(Type.Struct.class);
        assertThat(fields.get(5).type()).isInstanceOf(Type.MapOf.class);
        assertThat(fields.get(6).type()).isEqualTo(new Type.Uuid());
        assertThat(fields.get(8).type()).isEqualTo(new Type.Int(8, false));
        assertThat(file.rowGroups().getFirst().chunks().getFirst().min()).contains("0");
        assertThat(file.checkPages().dataPages()).isPositive();
    }
}
