package dev.slipway.ledger;

import static dev.slipway.ledger.Entries.picture;
import static dev.slipway.ledger.Entries.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.store.LocalStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was not written by us, or is not as we wrote it, is told by name and never believed. */
final class StoreLedgerDamageTest {
    @TempDir
    Path folder;

    private Path ledger;

    /** A segment of the first eight commits, and three more. */
    @BeforeEach
    void write() {
        ledger = write(folder, "r");
    }

    private static Path write(Path folder, String name) {
        StoreLedger writer = open(folder);
        for (int i = 0; i < 11; i++) {
            writer.commit(List.of(started(name + i, "job")));
        }
        return folder.resolve("_slipway/ledger");
    }

    private static StoreLedger open(Path folder) {
        return StoreLedger.open(
                new LocalStore(folder), StoreLedgerTest.CLOCK, "writer", 500, Long.MAX_VALUE, pause -> {});
    }

    private static final String SEGMENT = "000000000001-000000000008.jsonl";
    private static final String COMMIT = "000000000010.jsonl";

    private void corrupt(String... words) {
        Map<String, String> before = files();
        assertThatThrownBy(() -> open(folder))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.CORRUPT))
                .hasMessageContainingAll(words)
                .hasMessageContaining("nothing was changed");
        assertThat(files()).isEqualTo(before);
    }

    private Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(ledger)) {
            for (Path path : paths.toList()) {
                files.put(path.getFileName().toString(), Files.readString(path, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return files;
    }

    @Test
    void aPersonCanReadIt() throws IOException {
        assertThat(files()).containsOnlyKeys(SEGMENT, "000000000009.jsonl", COMMIT, "000000000011.jsonl");
        assertThat(Files.readString(ledger.resolve(COMMIT)).lines())
                .hasSize(3)
                .first()
                .asString()
                .matches("\\{\"slipway.ledger\":1,\"position\":10,\"previous\":\"[0-9a-f]{64}\",\"by\":\"writer\","
                        + "\"at\":\"2026-01-02T03:04:05Z\"}");
        assertThat(Files.readString(ledger.resolve(COMMIT)).lines().skip(1))
                .startsWith("{\"entry\":\"started\",\"run\":\"r9\",\"job\":\"job\",\"host\":\"host\",\"pid\":7,"
                        + "\"process\":\"of r9\",\"at\":\"2026-01-02T03:04:05Z\","
                        + "\"until\":\"2026-01-02T03:05:05Z\"}");
    }

    /** Every byte of a commit and of a segment, one at a time. */
    @ParameterizedTest
    @ValueSource(strings = {COMMIT, SEGMENT})
    void anEditedByteIsSeen(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(ledger.resolve(name));
        for (int at = 0; at < bytes.length; at += name.equals(SEGMENT) ? 7 : 1) {
            byte[] edited = bytes.clone();
            edited[at] ^= 1;
            Files.write(ledger.resolve(name), edited);
            corrupt(ledger.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {COMMIT, SEGMENT})
    void aTornObjectIsSeen(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(ledger.resolve(name));
        for (int length = 0; length < bytes.length; length += 5) {
            Files.write(ledger.resolve(name), Arrays.copyOf(bytes, length));
            corrupt(name);
        }
    }

    @Test
    void theMessageNamesTheObjectAndTheLine() throws IOException {
        String text = Files.readString(ledger.resolve(COMMIT));

        Files.writeString(ledger.resolve(COMMIT), text.replace("r9", "r8"));
        corrupt(ledger.resolve(COMMIT) + ", line 3 ", "commit 10 was changed after it was written");

        Files.writeString(ledger.resolve(COMMIT), text.replace("\"job\":", "\"job\""));
        corrupt(ledger.resolve(COMMIT) + ", line 2 ", "it is no JSON");
    }

    @Test
    void aNewerVersionIsNotGuessedAt() throws IOException {
        String text = Files.readString(ledger.resolve(COMMIT));

        Files.writeString(ledger.resolve(COMMIT), text.replace("ledger\":1", "ledger\":2"));

        corrupt(COMMIT + ", line 1 ", "it is of version 2, and this Slipway reads 1");
    }

    @Test
    void aCommitThatIsGoneIsMissed() throws IOException {
        Files.delete(ledger.resolve(COMMIT));

        corrupt("commit 10 is missing, though later ones are there");
    }

    @Test
    void commitsInEachOthersPlaceAreSeen() throws IOException {
        byte[] ten = Files.readAllBytes(ledger.resolve(COMMIT));
        byte[] nine = Files.readAllBytes(ledger.resolve("000000000009.jsonl"));
        Files.write(ledger.resolve("000000000009.jsonl"), ten);
        Files.write(ledger.resolve(COMMIT), nine);

        corrupt("000000000009.jsonl", "it does not hold commit 9, as its name says");
    }

    @Test
    void aCommitOfAnotherLedgerIsSeen() throws IOException {
        Path other = write(folder.resolve("other"), "q");
        Files.write(ledger.resolve(COMMIT), Files.readAllBytes(other.resolve(COMMIT)));

        corrupt(COMMIT, "commit 10 does not follow the one before it");
    }

    @Test
    void aSegmentOfAnotherLedgerIsSeen() throws IOException {
        Path other = write(folder.resolve("other"), "q");
        Files.write(ledger.resolve(SEGMENT), Files.readAllBytes(other.resolve(SEGMENT)));

        corrupt("000000000009.jsonl", "commit 9 does not follow the one before it");
    }

    /** The hashes are right, the entries are not possible: whoever wrote it was no ledger of ours. */
    @Test
    void anEntryThatMayNotFollowIsSeen() throws IOException {
        List<String> lines = Files.readAllLines(ledger.resolve("000000000011.jsonl"));
        String hash = lines.get(2).replaceAll(".*\"([0-9a-f]{64})\".*", "$1");
        Commit impossible =
                new Commit(12, hash, "x", Entries.AT.toString(), false, List.of(Entries.claimed("t", 5, "r1")));
        Files.write(
                ledger.resolve("000000000012.jsonl"),
                CommitText.write(impossible).bytes());

        corrupt("000000000012.jsonl", "commit 12 has Claimed", "it is of epoch 5, and 1 is due");
    }

    @Test
    void whatIsNotOursIsLeftAlone() throws IOException {
        List<Object> before = picture(open(folder));
        List<String> names = List.of(
                "README", "12.jsonl", "000000000012.json", "000000000012.jsonl~", "x000000000012.jsonl", "a/b.jsonl");
        for (String name : names) {
            Path file = ledger.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "not ours");
        }

        StoreLedger again = open(folder);
        assertThat(picture(again)).isEqualTo(before);
        for (int i = 0; i < 20; i++) {
            again.commit(List.of(started("s" + i, "job")));
        }
        assertThat(names).allMatch(name -> Files.exists(ledger.resolve(name)));
    }

    /** What was written is written; whoever reads the whole finds the damage. */
    @Test
    void damageThatAMergeMeetsDoesNotFailTheCommit() throws IOException {
        StoreLedger writer = open(folder);
        Files.writeString(ledger.resolve(SEGMENT), "{\"slipway.ledger\":{}\n");
        for (int i = 0; i < 20; i++) {
            writer.commit(List.of(started("s" + i, "job")));
        }

        corrupt("_slipway/ledger");
    }
}
