package dev.slipway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.data.Emptied;
import dev.slipway.data.Losses;
import dev.slipway.digest.Digest;
import dev.slipway.store.Expect;
import dev.slipway.store.LocalStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ManifestTest {
    private static final String SHA = "0123456789abcdef".repeat(4);

    private static DataFile file(String key, long rows) {
        return new DataFile(
                key, 12, SHA, new Digest(rows, rows, -rows), "s.t/0", "print \"é\"", Losses.NONE, rows % 2 == 0);
    }

    private static DataFile lossy(String key, long rows, Losses.OfColumn... lost) {
        DataFile file = file(key, rows);
        return new DataFile(
                key,
                file.bytes(),
                SHA,
                file.rows(),
                file.unit(),
                file.fingerprint(),
                new Losses(List.of(lost)),
                file.verified());
    }

    private static Manifest manifest(DataFile... files) {
        Slice slice = new Slice(
                "s.t WHERE x = 'ü\\'",
                "5c",
                "run",
                "2026-01-02T03:04:05Z",
                Map.of("server", "h:5432", "snapshot", "1:2:3"),
                "1:2:3",
                List.of(files));
        return new Manifest("s.we\"ird\n🛳", "nightly", List.of(slice));
    }

    private static final Manifest FULL = manifest(file("s.t/1.parquet", 5), file("s.t/2.parquet", 6));
    private static final Manifest SETTLED = manifest(file("s.t/1.parquet", 5));

    private static final Manifest LOSSY = manifest(
            file("s.t/0.parquet", 5),
            lossy("s.t/1.parquet", 5, new Losses.OfColumn("n", 3, 4), new Losses.OfColumn("we\"ird\n🛳", 0, 1)),
            lossy("s.t/2.parquet", 6, new Losses.OfColumn("n", 0, 8)));

    private static String json(Manifest manifest) {
        return new String(ManifestJson.write(manifest), StandardCharsets.UTF_8);
    }

    private static Manifest read(String json) {
        return ManifestJson.read(json.getBytes(StandardCharsets.UTF_8), "lake/t.json");
    }

    @Test
    void aManifestComesBackFromItsJson() {
        assertThat(read(json(FULL))).isEqualTo(FULL);
        assertThat(json(read(json(FULL)))).isEqualTo(json(FULL));
        assertThat(read(json(LOSSY))).isEqualTo(LOSSY);
        Manifest empty = manifest();
        assertThat(read(json(empty))).isEqualTo(empty);
    }

    @Test
    void whatBecameOneStandsInTheReceiptThatTellsItAndInNoOther() {
        DataFile file = file("s.t/1.parquet", 5);
        List<Emptied> emptied = List.of(new Emptied("n", 3, 0), new Emptied("v", 0, 2), new Emptied("w", 0, 0));
        DataFile told = new DataFile(
                "s.t/2.parquet", 12, SHA, file.rows(), file.unit(), file.fingerprint(), Losses.NONE, emptied, true);
        Manifest manifest = manifest(file, told);

        assertThat(read(json(manifest))).isEqualTo(manifest);
        assertThat(json(manifest).split("\"emptied\"", -1)).hasSize(2);
        assertThat(DataFile.emptied(List.of(file, told, told)))
                .containsExactly(new Emptied("n", 6, 0), new Emptied("v", 0, 4));
    }

    @Test
    void itsJsonIsMadeToBeRead() {
        assertThat(json(FULL))
                .startsWith("{\n  \"slipway.manifest\" : 2,\n")
                .contains("\"rows\" : \"v1:11:")
                .contains("\"sha256\" : \"" + SHA + "\"")
                .endsWith("}\n");
    }

    /** Each line: what is replaced, by what, and what the message says about it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"slipway.manifest\" : 2 | \"slipway.manifest\" : 1 | version 1, and this Slipway reads 2",
                "\"slipway.manifest\" : 2 | \"slipway.manifest\" : \"1\" | \"slipway.manifest\" is no whole number",
                "\"slipway.manifest\" : 2 | \"slipway.manifest\" : 2.0 | \"slipway.manifest\" is no whole number",
                "\"slipway.manifest\" | \"other\" | \"slipway.manifest\" is no whole number",
                "\"run\" : \"run\" | \"run\" : null | \"run\" is no text",
                "\"run\" : \"run\" | \"run\" : 5 | \"run\" is no text",
                "\"run\" : \"run\" | \"run\" : \"a\", \"run\" : \"b\" | Duplicate",
                "\"server\" : \"h:5432\" | \"server\" : { } | \"server\" is no text",
                "\"origin\" : { | \"origin\" : [], \"x\" : { | \"origin\" is no object",
                "\"slices\" : [ | \"slices\" : 5, \"x\" : [ | \"slices\" is no list",
                "\"job\" : \"nightly\" | \"job\" : 1 | \"job\" is no text",
                "\"files\" : [ { | \"files\" : [ 7, { | is ",
                "\"bytes\" : 12 | \"bytes\" : -1 | \"bytes\" is no whole number",
                "\"bytes\" : 12 | \"bytes\" : 1e99 | \"bytes\" is no whole number",
                "\"bytes\" : 12 | \"bytes\" : 99999999999999999999 | \"bytes\" is no whole number",
                "0123456789abcdef\", | 0123456789abcdeg\", | is no SHA-256",
                "\"verified\" : false | \"verified\" : \"yes\" | \"verified\" is neither true nor false",
                "\"rows\" : \"v1:5: | \"rows\" : \"v2:5: | is not a digest",
                "\"rows\" : \"v1:5: | \"rows\" : \"v1:4: | its files hold v1:10:",
                "\"rows\" : \"v1:11: | \"rows\" : \"v1:12: | but it says v1:12:",
            })
    void aManifestThatWasTamperedWithIsRefused(String part, String other, String message) {
        String json = json(FULL).replaceFirst(Pattern.quote(part), other.replace("\\", "\\\\"));
        assertThat(json).isNotEqualTo(json(FULL));

        refused(json, message);
    }

    @Test
    void whatWasLostIsTheSumOfItsFilesAndNothingIsSaidWhereNothingWas() {
        assertThat(LOSSY.slices().getFirst().lost().columns())
                .containsExactly(new Losses.OfColumn("n", 3, 12), new Losses.OfColumn("we\"ird\n🛳", 0, 1));
        assertThat(json(LOSSY).split("\"lost\"", -1)).as("slice and two files").hasSize(4);
        assertThat(json(FULL)).doesNotContain("lost");
    }

    /** Each line: what is replaced where it stands first, by what, and what the message says about it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"rejected\" : 12 | \"rejected\" : 11 | its files tell of other bad values",
                "\"rejected\" : 4 | \"rejected\" : 3 | its files tell of other bad values",
                "\"nulled\" : 3 | \"nulled\" : -3 | \"nulled\" is no whole number",
                "\"column\" : \"n\" | \"column\" : 5 | \"column\" is no text",
                "\"lost\" : [ { | \"lost\" : 5, \"x\" : [ { | \"lost\" is no list",
                "\"lost\" : [ { | \"last\" : [ { | its files tell of other bad values",
            })
    void lossesThatWereTamperedWithAreRefused(String part, String other, String message) {
        refused(json(LOSSY).replaceFirst(Pattern.quote(part), other), message);
    }

    @Test
    void textsThatAreNoManifestAreRefused() {
        refused("", "slipway.manifest");
        refused("null", "slipway.manifest");
        refused("[]", "slipway.manifest");
        refused("\"x\"", "slipway.manifest");
        refused("{}", "slipway.manifest");
        refused("not json", "it is no JSON");
        refused(json(FULL) + "{}", "it is no JSON");
        refused(json(FULL).substring(0, 400), "it is no JSON");
        refused("[".repeat(100_000), "it is no JSON");
        refused("{\"slipway.manifest\":" + "9".repeat(5000) + "}", "");
        refused("{\"table\":\"" + '\u0001' + "\"}", "it is no JSON");
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        byte[] json = ManifestJson.write(FULL);
        json[60] = (byte) 0xFF;

        assertThatThrownBy(() -> ManifestJson.read(json, "lake/t.json"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("it is no JSON");
    }

    private static void refused(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.CORRUPT))
                .hasMessageContainingAll("lake/t.json is not a manifest of Slipway: ", message, "export anew");
    }

    @Test
    void allManifestsOfAStoreAreFound(@TempDir Path folder) {
        LocalStore store = new LocalStore(folder);
        Manifests manifests = new Manifests(store);
        assertThat(manifests.all()).isEmpty();
        manifests.save(manifests.look("s.t"), FULL);
        store.put("_slipway/tables/notes.txt", new byte[1], Expect.absent());

        assertThat(manifests.all()).containsExactly(FULL);
    }

    @Test
    void aManifestInAnotherTablesPlaceIsNotTaken(@TempDir Path folder) {
        Manifests manifests = new Manifests(new LocalStore(folder));
        assertThat(manifests.find("s.t", "s.t")).isEmpty();
        manifests.save(manifests.look("s.t"), FULL);

        assertThat(manifests.find("s.t", FULL.table())).contains(FULL);
        assertThatThrownBy(() -> manifests.find("s.t", "s.T"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG))
                .hasMessageContaining("does not tell from s.T");
    }

    @Test
    void aManifestSavedByAnotherRunMeanwhileIsNotOverwritten(@TempDir Path folder) {
        Manifests manifests = new Manifests(new LocalStore(folder));
        Manifests.Held both = manifests.look("public.t");
        Manifests.Held mine = manifests.save(both, FULL);

        fenced(() -> manifests.save(both, SETTLED));
        assertThat(manifests.all()).containsExactly(FULL);
        manifests.save(mine, SETTLED);
        fenced(() -> manifests.save(mine, FULL));
        assertThat(manifests.all()).containsExactly(SETTLED);
    }

    private static void fenced(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.FENCED))
                .hasMessageContaining("_slipway/tables/public.t.json has changed");
    }
}
