package dev.slipway.app.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.Lakes;
import dev.slipway.app.TestServer;
import dev.slipway.parquet.Chunk;
import dev.slipway.parquet.IndexedPage;
import dev.slipway.parquet.ParquetFile;
import dev.slipway.parquet.RowGroup;
import dev.slipway.store.LocalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One wrong bit, anywhere: with the receipt it is always caught; without, what has a checksum or is read is. */
class FlippedBitTest {
    @TempDir
    static Path exported;

    private static Path original;
    private static Path manifest;

    @TempDir
    Path folder;

    @BeforeAll
    static void export() throws SQLException {
        TestServer.Database database = TestServer.embedded18()
                .database(
                        "CREATE TABLE t (id int PRIMARY KEY, kind text, note text, price numeric(9,2), tags text[])",
                        "INSERT INTO t SELECT i, (ARRAY['red','green','blue'])[1 + i % 3], md5(i::text), i / 7.0,"
                                + " CASE WHEN i % 2 = 0 THEN ARRAY['x', 'y' || i % 5] END FROM generate_series(1, 120) i");
        Cli cli = Cli.export(database, exported, "t", "--group-rows", "60");
        assertThat(cli.status()).as(cli.all()).isZero();
        original = Lakes.data(exported).getFirst();
        manifest = exported.resolve("_slipway/tables/public.t.json");
    }

    /** Named places in the file, one or several of each kind. */
    private static Map<String, List<Integer>> regions() {
        LocalStore store = new LocalStore(original.resolveSibling(""));
        ParquetFile file = ParquetFile.open(
                store, store.find(String.valueOf(original.getFileName())).orElseThrow());
        int size = Math.toIntExact(original.toFile().length());
        int footer = Math.toIntExact(size - 8 - file.footerBytes());
        Map<String, List<Integer>> regions = new LinkedHashMap<>();
        regions.put("first magic", List.of(0, 3));
        regions.put("last magic", List.of(size - 4, size - 1));
        regions.put("footer length", List.of(size - 8, size - 7, size - 6, size - 5));
        regions.put("footer", List.of(footer, footer + 1, (footer + size) / 2, size - 9));
        int end = 4;
        for (RowGroup group : file.rowGroups()) {
            for (int leaf = 0; leaf < group.chunks().size(); leaf++) {
                Chunk chunk = group.chunks().get(leaf);
                int start = Math.toIntExact(chunk.offset());
                end = Math.max(end, Math.toIntExact(chunk.offset() + chunk.bytes()));
                List<IndexedPage> pages = file.pages(group.ordinal(), leaf);
                int data = Math.toIntExact(pages.getFirst().offset());
                if (start < data) {
                    add(regions, "dictionary header", start, start + 2);
                    add(regions, "dictionary", data - 1, data - 4);
                }
                for (IndexedPage page : pages) {
                    int at = Math.toIntExact(page.offset());
                    add(regions, "page header", at, at + 2, at + 5);
                    add(regions, "page body", Math.toIntExact(at + page.bytes()) - 1);
                }
            }
        }
        add(regions, "column index", end, end + 1, end + 5);
        add(regions, "offset index", footer - 1, footer - 4);
        assertThat(regions).hasSize(10);
        return regions;
    }

    private static void add(Map<String, List<Integer>> regions, String name, Integer... places) {
        regions.computeIfAbsent(name, key -> new ArrayList<>()).addAll(List.of(places));
    }

    /** A lake of its own with one bit flipped. */
    private void flip(String name, int at, int bit, boolean receipt) throws IOException {
        Path lake = folder.resolve(name);
        Path copy = lake.resolve(exported.relativize(original).toString());
        Files.createDirectories(copy.resolveSibling(""));
        byte[] bytes = Files.readAllBytes(original);
        bytes[at] ^= (byte) (1 << bit);
        Files.write(copy, bytes);
        Path records = lake.resolve("_slipway/tables");
        Files.createDirectories(records);
        if (receipt) {
            Files.copy(manifest, records.resolve("public.t.json"));
        }
    }

    /** What is said of each lake, by its name. */
    private Map<String, JsonNode> verify() {
        Cli cli = Cli.run("verify", folder, "--json");
        assertThat(cli.err()).isEmpty();
        Map<String, JsonNode> verdicts = new LinkedHashMap<>();
        for (JsonNode verdict : cli.json("verified")) {
            Path path = Path.of(verdict.required("path").asString()).toAbsolutePath();
            verdicts.put(folder.relativize(path).getName(0).toString(), verdict);
        }
        return verdicts;
    }

    private static List<String> faults(JsonNode verdict) {
        return verdict.required("faults").valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void theReceiptSeesEveryBitOfEveryRegion() throws IOException {
        Random random = random();
        int flipped = 0;
        for (Map.Entry<String, List<Integer>> region : regions().entrySet()) {
            for (int at : region.getValue()) {
                flip(region.getKey() + " " + at, at, random.nextInt(8), true);
                flipped++;
            }
        }
        Map<String, JsonNode> verdicts = verify();
        assertThat(verdicts).hasSize(flipped);
        verdicts.forEach((name, verdict) -> {
            assertThat(verdict.required("result").asString()).as(name).isEqualTo("FAIL");
            assertThat(faults(verdict)).as(name).first().asString().matches("its SHA-256 is .*; the receipt says .*");
            assertThat(faults(verdict)).as(name).noneMatch(fault -> fault.startsWith("unexpected"));
        });
    }

    @Test
    void withoutAReceiptChecksumsSeeThePagesAndTheRestIsSaidToBeUnchecked() throws IOException {
        Random random = random();
        for (Map.Entry<String, List<Integer>> region : regions().entrySet()) {
            for (int at : region.getValue()) {
                flip(region.getKey() + " " + at, at, random.nextInt(8), false);
            }
        }
        verify().forEach((name, verdict) -> {
            String region = name.replaceAll(" \\d+$", "");
            if (List.of("first magic", "last magic", "footer length", "dictionary", "page body")
                    .contains(region)) {
                assertThat(verdict.required("result").asString()).as(name).isEqualTo("FAIL");
            }
            if (List.of("dictionary", "page body").contains(region)) {
                assertThat(faults(verdict)).as(name).anyMatch(fault -> fault.contains("its checksum is"));
            }
            assertThat(faults(verdict)).as(name).noneMatch(fault -> fault.startsWith("unexpected"));
            assertThat(verdict.required("unchecked").valueStream().map(JsonNode::asString))
                    .as(name)
                    .contains("no receipt lies beside it: size and SHA-256 of the whole file");
        });
    }

    @Test
    @Tag("heavy")
    void noByteOfAFileMakesVerifyStumble() throws IOException {
        Random random = random();
        byte[] bytes = Files.readAllBytes(original);
        for (int at = 0; at < bytes.length; at++) {
            flip(String.valueOf(at), at, random.nextInt(8), false);
        }
        Map<String, JsonNode> verdicts = verify();
        assertThat(verdicts).hasSize(bytes.length);
        verdicts.forEach(
                (at, verdict) -> assertThat(faults(verdict)).as(at).noneMatch(fault -> fault.startsWith("unexpected")));
        long caught = verdicts.values().stream()
                .filter(verdict -> verdict.required("result").asString().equals("FAIL"))
                .count();
        System.out.printf(Locale.ROOT, "Without a receipt %d of %d flipped bits were caught%n", caught, bytes.length);
        assertThat((double) caught / bytes.length).isGreaterThan(0.5);
    }

    @Test
    @Tag("heavy")
    void noByteOfAFooterMakesShowStumble() throws IOException {
        Random random = random();
        byte[] bytes = Files.readAllBytes(original);
        int shown = 0;
        for (int at = regions().getOrDefault("column index", List.of()).getFirst(); at < bytes.length; at++) {
            byte[] flipped = bytes.clone();
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            Path file = Files.write(folder.resolve("flipped.parquet"), flipped);
            for (Object[] arguments : new Object[][] {
                {"show", file, "--pages", "price"},
                {"show", file, "--json"},
            }) {
                Cli cli = Cli.run(arguments);
                assertThat(cli.all()).as("byte %s", at).doesNotContain("should not happen", "\u001b");
                assertThat(cli.status()).as("byte %s: %s", at, cli.err()).isIn(0, 1, 2);
                shown += cli.status() == 0 ? 1 : 0;
            }
        }
        assertThat(shown).isPositive();
    }

    private static Random random() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        return new Random(seed);
    }
}
