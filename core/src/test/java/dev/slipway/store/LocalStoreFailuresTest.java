package dev.slipway.store;

import static dev.slipway.store.StoreContract.bytes;
import static dev.slipway.store.StoreContract.failsAs;
import static dev.slipway.store.StoreContract.keys;
import static dev.slipway.store.StoreContract.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.slipway.Failure;
import dev.slipway.disk.Journal;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a folder's refusals become: a kind that tells whether trying again helps, and words that say what to do. */
@DisabledOnOs(OS.WINDOWS)
final class LocalStoreFailuresTest {
    @TempDir
    Path folder;

    @Test
    void aFileInPlaceOfTheRootIsAMistakeInTheOptions() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Store store = new LocalStore(file);
        Store below = new LocalStore(file.resolve("lake"));

        for (Store each : List.of(store, below)) {
            failsAs(
                    Failure.Kind.CONFIG,
                    () -> each.put("a", bytes("x"), Expect.absent()),
                    file.toString(),
                    "a file stands where a folder is needed");
            assertThat(each.find("a")).isEmpty();
            assertThat(keys(each, "t/")).isEmpty();
        }
    }

    @Test
    void aFileInPlaceOfATablesFolderIsAMistakeInTheOptions() throws IOException {
        Store store = new LocalStore(folder);
        Files.createFile(folder.resolve("t"));

        failsAs(
                Failure.Kind.CONFIG,
                () -> store.put("t/a", bytes("x"), Expect.absent()),
                folder.resolve("t").toString(),
                "a file stands where a folder is needed");
    }

    @Test
    void aFolderInPlaceOfAnObjectIsInTheWay() throws IOException {
        Store store = new LocalStore(folder);
        Files.createDirectories(folder.resolve("t/a"));

        assertThat(store.find("t/a")).isEmpty();
        assertThatThrownBy(() -> store.put("t/a", bytes("x"), Expect.absent()))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("t/a exists already");
    }

    @Test
    void aNameTooLongIsAMistakeInTheOptions() {
        Store store = new LocalStore(folder);

        failsAs(
                Failure.Kind.CONFIG,
                () -> store.put("x".repeat(300), bytes("x"), Expect.absent()),
                "the name is too long");
    }

    @Test
    void aFolderWithoutPermissionIsRefused() throws IOException {
        Path denied = Files.createDirectory(folder.resolve("denied"));
        Files.setPosixFilePermissions(denied, PosixFilePermissions.fromString("r-x------"));
        assumeThat(Files.isWritable(denied)).as("root may write anywhere").isFalse();

        failsAs(
                Failure.Kind.CONFIG,
                () -> new LocalStore(denied).put("a", bytes("x"), Expect.absent()),
                denied.toString(),
                "permission denied");
    }

    @Test
    void aKernelThatForbidsWritingIsRefusedForRootToo() {
        assumeThat(Path.of("/sys/kernel")).isDirectory();
        Store store = new LocalStore(Path.of("/sys/kernel/slipway"));

        failsAs(Failure.Kind.CONFIG, () -> store.stage("x"), "/sys/kernel/slipway", "choose another folder");
    }

    @Test
    void aReadOnlyFileSystemIsRefused() throws IOException, InterruptedException {
        assertThat(onMount("ro", ReadOnly.class))
                .contains("CONFIG could not create " + folder)
                .contains("the file system is read-only; choose another folder");
    }

    /** What runs there. */
    static final class ReadOnly {
        private ReadOnly() {}

        public static void main(String[] args) {
            try {
                new LocalStore(Path.of(args[0])).put("a", bytes("x"), Expect.absent());
            } catch (Failure e) {
                System.out.println(e.kind() + " " + e.text());
            }
        }
    }

    @Test
    void aFullDiskLeavesWhatWasPublishedAndGivesBackItsSpace() throws IOException, InterruptedException {
        String said = onMount("size=1m", Filling.class);

        assertThat(said)
                .contains("UNAVAILABLE could not write " + folder)
                .contains("No space left on device; nothing that was published is affected: free some space")
                .contains("then published, again");
    }

    /** Limits in units of 512 bytes, at the end of a block and within one. */
    @ParameterizedTest
    @ValueSource(ints = {1024, 1025})
    void aFileThatMayGrowNoFurtherIsAFullDisk(int limit) throws IOException, InterruptedException {
        String said = ChildProcess.start(
                        List.of("sh", "-c", "ulimit -f " + limit + " && exec \"$@\"", "sh"), Filling.class, folder)
                .output();

        assertThat(said)
                .contains("UNAVAILABLE could not write " + folder)
                .contains("File too large; nothing that was published is affected: free some space")
                .contains("then published, again");
    }

    /** What runs there. */
    static final class Filling {
        private Filling() {}

        public static void main(String[] args) {
            Store store = new LocalStore(Path.of(args[0]));
            Blob published = store.put("published", bytes("published"), Expect.absent());
            try (Staged staged = store.stage("attempt")) {
                for (int i = 0; i < 100; i++) {
                    staged.write(new byte[100_000], 0, 100_000);
                }
                System.out.println("sealed " + staged.seal());
            } catch (Failure e) {
                System.out.println(e.kind() + " " + e.text());
            }
            store.put("again", new byte[500_000], Expect.absent());
            System.out.println("then " + text(store, published) + ", " + String.join(" ", keys(store, "a")));
        }
    }

    /** Runs {@code main} on a file system that only it sees, mounted with {@code options} at the test's folder. */
    private String onMount(String options, Class<?> main) throws IOException, InterruptedException {
        String mount = "mount -t tmpfs -o " + options + " none \"$0\" && exec \"$@\"";
        List<String> namespace = List.of("unshare", "--map-root-user", "--mount", "sh", "-c", mount);
        assumeThat(runs(namespace, "true")).as("may mount in a namespace").isTrue();
        List<String> wrapper = new ArrayList<>(namespace);
        wrapper.add(folder.toString());
        return ChildProcess.start(wrapper, main, folder).output();
    }

    private boolean runs(List<String> wrapper, String program) throws InterruptedException {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of(folder.toString(), program));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Permission denied, CONFIG, permission denied",
        "Operation not permitted, CONFIG, permission denied",
        "Read-only file system, CONFIG, read-only",
        "Invalid cross-device link, CONFIG, another file system",
        "File name too long, CONFIG, too long",
        "No space left on device, UNAVAILABLE, free some space",
        "Disk quota exceeded, UNAVAILABLE, free some space",
        "Input/output error, UNAVAILABLE, Input/output error"
    })
    void whatTheSystemSaysBecomesWhatToDo(String reason, Failure.Kind kind, String words) {
        IOException thrown = reason.equals("Permission denied")
                ? new AccessDeniedException("/lake/a")
                : new FileSystemException("/lake/a", null, reason);

        Failure failure = LocalFailure.of("write", Path.of("/lake/a"), thrown);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure)
                .hasMessageContainingAll("could not write /lake/a: ", words)
                .hasCause(thrown);
    }

    /** The second answer to a link is that the name is taken, and to a rename that the file is gone. */
    @Test
    void whatWasDoneThoughItsAnswerWasLostIsNotTakenForSomebodyElses() throws IOException {
        Journal journal = new Journal(Files.createDirectory(folder.resolve("network")));
        LocalStore store = new LocalStore(journal.root());
        journal.askTwice();

        Blob first = store.put("a", new byte[] {1}, Expect.absent());
        Blob second = store.put("a", new byte[] {1, 2}, Expect.unchanged(first));

        assertThat(store.find("a")).contains(second);
        assertThat(second.size()).isEqualTo(2);
        assertThatThrownBy(() -> store.put("a", new byte[] {3}, Expect.absent()))
                .isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> store.put("a", new byte[] {3}, Expect.unchanged(first)))
                .isInstanceOf(Conflict.class);
        assertThat(store.find("a")).contains(second);
        assertThat(store.leftovers()).isEmpty();
    }
}
