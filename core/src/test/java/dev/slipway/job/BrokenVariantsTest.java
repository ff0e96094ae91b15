package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Variants of the code that each break one promise, as patches in {@code core/src/test/mutants}; {@code run} there applies
 * them one by one and wants the tests to fail. Here they are held to the code as it is, so that none goes stale unnoticed.
 * The seven variants of the protocol itself are in {@code ProtocolModelTest}.
 *
 * <table>
 * <caption>Who notices what</caption>
 * <tr><th>variant</th><th>what it breaks</th><th>what fails</th></tr>
 * <tr><td>borders-not-recorded</td><td>A table is cut again where it was cut.</td><td>ExportResumeTest</td></tr>
 * <tr><td>emptied-not-compared</td><td>A unit whose nulls are empty texts now has changed.</td><td>ExportLossesTest</td></tr>
 * <tr><td>empty-mark-trusted</td><td>Without a mark of its snapshot, the source is asked again.</td><td>ExportResumeTest</td></tr>
 * <tr><td>epoch-not-checked</td><td>Who was overtaken writes nothing more to the ledger.</td><td>StateTest, StoreLedgerTest</td></tr>
 * <tr><td>expectation-ignored</td><td>Nothing is replaced that is not what was seen.</td><td>LocalStoreTest</td></tr>
 * <tr><td>fingerprint-ignored</td><td>What was written for a unit counts only for one that is planned alike.</td><td>StateTest, ExportResumeTest</td></tr>
 * <tr><td>foreign-file-overwritten</td><td>A file that no manifest lists is not written over.</td><td>ExportTroubleTest</td></tr>
 * <tr><td>found-not-settled</td><td>What others wrote to the ledger is not built upon before it is durable.</td><td>StoreLedgerPowerLossTest</td></tr>
 * <tr><td>intent-not-recorded</td><td>The intent is recorded before anything changes that readers see.</td><td>ExportIntentTest</td></tr>
 * <tr><td>losses-not-compared</td><td>A unit that loses more bad values than before has changed.</td><td>ExportLossesTest</td></tr>
 * <tr><td>lost-answer-not-looked-up</td><td>When the answer to a commit is lost, the ledger looks whether it was written.</td><td>ExportOvertakenTest</td></tr>
 * <tr><td>name-not-synced</td><td>The name of a promoted file survives a power cut.</td><td>LocalStorePowerLossTest</td></tr>
 * <tr><td>not-read-back</td><td>A file is published only if it reads back as the rows that were exported.</td><td>ExportTroubleTest</td></tr>
 * <tr><td>old-deleted-before-new</td><td>What is replaced is deleted when what replaces it is visible.</td><td>ExportIntentTest</td></tr>
 * <tr><td>overtaking-not-noticed</td><td>Rows of an older snapshot do not replace newer ones: the ledger is as it was read before the snapshot.</td><td>LeaseTest</td></tr>
 * <tr><td>plan-not-recorded</td><td>A run records its own plan before it works, also when an earlier run left one.</td><td>ExportResumeTest</td></tr>
 * <tr><td>promote-not-idempotent</td><td>To promote a file twice is to promote it once.</td><td>LocalStoreTest</td></tr>
 * <tr><td>publish-not-idempotent</td><td>A publication that was interrupted is brought to its end: a file that is in its place already is not asked for again.</td><td>ExportIntentTest</td></tr>
 * <tr><td>seal-not-synced</td><td>The bytes of a sealed file survive a power cut.</td><td>LocalStorePowerLossTest</td></tr>
 * <tr><td>snapshot-not-checked</td><td>What may not be one snapshot is not published.</td><td>ExportTroubleTest</td></tr>
 * <tr><td>staged-files-not-looked-at</td><td>What an earlier run staged counts only if it is whole.</td><td>ExportResumeTest</td></tr>
 * </table>
 */
final class BrokenVariantsTest {
    private static final Path PATCHES = Path.of("src/test/mutants");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern HEAD = Pattern.compile("# (.+\\.) Fails: (\\w+Test(?: \\w+Test)*)");
    private static final Pattern ROW = Pattern.compile("<tr><td>([a-z-]+)</td><td>(.+?)</td><td>(.+?)</td></tr>");

    private record Variant(String name, String promise, List<String> tests) {}

    static Stream<Path> patches() throws IOException {
        try (Stream<Path> files = Files.list(PATCHES)) {
            return files.filter(file -> file.toString().endsWith(".patch")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("patches")
    void aVariantChangesTheCodeAsItIs(Path patch) throws IOException {
        List<String> lines = Files.readAllLines(patch);
        String target = lines.get(1).substring("--- a/core/".length());
        List<String> code = Files.readAllLines(Path.of(target));

        assertThat(hunks(lines)).isNotEmpty().allSatisfy(hunk -> {
            List<String> before = side(hunk, '-');
            assertThat(before).isNotEqualTo(side(hunk, '+'));
            assertThat(Collections.indexOfSubList(code, before))
                    .as("%s has what %s changes:%n%s", target, patch, String.join("\n", before))
                    .isNotNegative();
        });
    }

    private static List<List<String>> hunks(List<String> patch) {
        List<List<String>> hunks = new ArrayList<>();
        for (String line : patch) {
            if (line.startsWith("@@")) {
                hunks.add(new ArrayList<>());
            } else if (!hunks.isEmpty()) {
                hunks.getLast().add(line);
            }
        }
        return hunks;
    }

    /** The lines that are there before, or after. */
    private static List<String> side(List<String> hunk, char sign) {
        return hunk.stream()
                .filter(line -> line.charAt(0) == ' ' || line.charAt(0) == sign)
                .map(line -> line.substring(1))
                .toList();
    }

    @Test
    void theTableTellsWhatThePatchesSay() throws IOException {
        String source = Files.readString(TESTS.resolve("dev/slipway/job/BrokenVariantsTest.java"));
        List<Variant> told = ROW.matcher(source)
                .results()
                .map(row -> new Variant(
                        row.group(1), row.group(2), List.of(row.group(3).split(", "))))
                .toList();

        assertThat(told).containsExactlyElementsOf(variants());
    }

    @Test
    void theTestsThatMustFailAreThere() throws IOException {
        List<String> classes;
        try (Stream<Path> files = Files.walk(TESTS)) {
            classes = files.map(file -> file.getFileName().toString()).toList();
        }
        for (Variant variant : variants()) {
            assertThat(classes)
                    .as(variant.name())
                    .containsAll(
                            variant.tests().stream().map(test -> test + ".java").toList());
        }
    }

    private static List<Variant> variants() throws IOException {
        List<Variant> variants = new ArrayList<>();
        for (Path patch : patches().toList()) {
            String name = patch.getFileName().toString().replace(".patch", "");
            assertThat(Files.readAllLines(patch).getFirst()).as(name).matches(HEAD);
            MatchResult head = HEAD.matcher(Files.readAllLines(patch).getFirst())
                    .results()
                    .findFirst()
                    .orElseThrow();
            variants.add(new Variant(name, head.group(1), List.of(head.group(2).split(" "))));
        }
        return variants;
    }
}
