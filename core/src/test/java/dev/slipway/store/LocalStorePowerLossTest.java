package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.Failure;
import dev.slipway.disk.Journal;
import dev.slipway.disk.Luck;
import dev.slipway.disk.MemoryFolder;
import dev.slipway.disk.PowerLoss;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power goes after any call of a store to its file system: whatever an operation had promised by returning is so, and
 * of the one that had not returned all is there or nothing. Some operations are killed first and then done again by another
 * process, which must not take for durable what it finds.
 */
final class LocalStorePowerLossTest {
    private static final long SEED = 20261121;
    private static final String STAGING = "_slipway/staging/";
    private static final List<String> KEYS = List.of("a", "t/a", "t/b", "u/v/a");

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    /** What is there after so many operations, each object with its content. */
    private final List<Map<String, String>> history = new ArrayList<>(List.of(Map.of()));

    @Test
    void whatAnOperationPromisedSurvives() throws IOException {
        Journal journal = new Journal(Files.createDirectory(folder.resolve("journal")));
        Random random = new Random(SEED);
        Operations operations = new Operations(journal, random);
        for (int i = 0; i < 200; i++) {
            operations.next("content " + i);
            history.add(operations.there());
            journal.note(i);
        }
        PowerLoss losses = new PowerLoss(Files.createDirectory(folder.resolve("restored")));
        losses.after(journal, 0, Luck.some(SEED, 2), this::check);
        System.out.println(losses + " (seed " + SEED + ")");
        assertThat(operations.done)
                .containsOnlyKeys("killed", "put", "replace", "delete", "seal", "promote", "displace", "discard");
    }

    /** It may have its new place already: as long as it is staged as well, the next run places it again, and syncs. */
    @Test
    void whatIsPlacedStaysStagedUntilThatIsDurable() throws IOException {
        for (boolean displacing : List.of(false, true)) {
            int steps = 0;
            boolean killed = true;
            while (killed) {
                Journal journal = new Journal(Files.createDirectories(folder.resolve(displacing + "-" + steps)));
                LocalStore store = new LocalStore(journal.root().resolve("lake"));
                Blob old = store.put("t/a", new byte[] {1}, Expect.absent());
                Sealed sealed = stage(store);
                journal.killAfter(journal.size() + steps++);
                try {
                    store.promote(
                            sealed, displacing ? "t/a" : "t/b", displacing ? Expect.unchanged(old) : Expect.absent());
                    killed = false;
                } catch (Failure e) {
                    journal.revive();
                    assertThat(store.staged(sealed.blob().key())).contains(sealed);
                }
            }
            assertThat(steps).isGreaterThanOrEqualTo(3);
        }
    }

    /** Others have seen it already, and may build on it once they have settled it. */
    @Test
    void whatWasFoundIsDurableOnceItIsSettled() throws IOException {
        int found = 0;
        boolean killed = true;
        for (int steps = 0; killed; steps++) {
            Journal journal = new Journal(Files.createDirectories(folder.resolve("settled-" + steps)));
            journal.killAfter(journal.size() + steps);
            LocalStore store = new LocalStore(journal.root().resolve("lake"));
            try {
                store.put("t/a", new byte[] {1}, Expect.absent());
                killed = false;
            } catch (Failure e) {
                assertThat(e.kind()).isNotEqualTo(Failure.Kind.CONFIG);
            }
            journal.revive();
            LocalStore other = new LocalStore(journal.root().resolve("lake"));
            if (other.find("t/a").isPresent()) {
                found++;
                other.settle("t/a");
                int settled = journal.size();
                journal.note("settled");
                new PowerLoss(Files.createDirectory(folder.resolve("after-" + steps)))
                        .after(journal, settled, Luck.some(SEED, 2), moment -> assertThat(
                                        new LocalStore(moment.folder().resolve("lake")).find("t/a"))
                                .as(moment.where())
                                .isPresent());
            }
        }
        assertThat(found).isGreaterThanOrEqualTo(2);
    }

    private static Sealed stage(LocalStore store) {
        try (Staged staged = store.stage("unit")) {
            staged.write(new byte[] {1, 2}, 0, 2);
            return staged.seal();
        }
    }

    private void check(PowerLoss.Moment moment) {
        Map<String, String> before = history.get(moment.notes().size());
        Map<String, String> after = history.get(Math.min(moment.notes().size() + 1, history.size() - 1));
        Map<String, String> there = contents(new LocalStore(moment.folder().resolve("lake")));
        KEYS.forEach(key -> assertThat(there.getOrDefault(key, "nothing"))
                .as("%s: %s", moment.where(), key)
                .isIn(before.getOrDefault(key, "nothing"), after.getOrDefault(key, "nothing")));
        before.forEach((key, content) -> {
            if (key.startsWith(STAGING) && after.containsKey(key)) {
                assertThat(there).as(moment.where()).containsEntry(key, content);
            } else if (key.startsWith(STAGING) && showsAt(before, after, content)) {
                assertThat(there).as(moment.where()).containsValue(content);
            }
        });
    }

    /** Whether it was staged and got a name that was free: at every moment it has one of them. */
    private static boolean showsAt(Map<String, String> before, Map<String, String> after, String content) {
        return after.entrySet().stream()
                .anyMatch(entry -> entry.getValue().equals(content) && !before.containsKey(entry.getKey()));
    }

    private static Map<String, String> contents(Store store) {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Blob> blobs =
                Stream.concat(store.list(""), store.leftovers().map(Leftover::blob))) {
            blobs.forEach(blob -> contents.put(blob.key(), text(store, blob)));
        }
        return contents;
    }

    private static String text(Store store, Blob blob) {
        try (InputStream in = store.read(blob, 0, blob.size())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does one thing after the other. */
    private static final class Operations {
        private final Journal journal;
        private final Random random;
        private final List<Sealed> sealed = new ArrayList<>();
        private final Map<String, Integer> done = new TreeMap<>();
        private Store store;

        Operations(Journal journal, Random random) {
            this.journal = journal;
            this.random = random;
            store = open();
        }

        private Store open() {
            return new LocalStore(journal.root().resolve("lake"));
        }

        /** Objects, and what was sealed; not what one who was killed left in the staging folder. */
        Map<String, String> there() {
            Map<String, String> there = contents(store);
            Set<String> staged = sealed.stream().map(one -> one.blob().key()).collect(Collectors.toSet());
            there.keySet().removeIf(key -> key.startsWith(STAGING) && !staged.contains(key));
            return there;
        }

        void next(String content) {
            String key = Objects.requireNonNull(KEYS.get(random.nextInt(KEYS.size())));
            byte[] body = content.getBytes(StandardCharsets.UTF_8);
            Optional<Blob> there = store.find(key);
            switch (random.nextInt(5)) {
                case 0 -> attempt(there.isPresent() ? "replace" : "put", () -> store.put(key, body, expect(key)));
                case 1 -> there.ifPresent(blob -> attempt("delete", () -> store.delete(blob)));
                case 2 -> attempt("seal", () -> seal(body));
                default -> finish(key, expect(key));
            }
        }

        private Expect expect(String key) {
            return store.find(key).map(Expect::unchanged).orElse(Expect.absent());
        }

        private void seal(byte[] body) {
            try (Staged staged = store.stage("s")) {
                staged.write(body, 0, body.length);
                sealed.add(staged.seal());
            }
        }

        private void finish(String key, Expect expect) {
            if (!sealed.isEmpty()) {
                Sealed one = sealed.remove(random.nextInt(sealed.size()));
                if (random.nextInt(4) == 0) {
                    attempt("discard", () -> store.discard(one));
                } else {
                    String name = expect instanceof Expect.Absent ? "promote" : "displace";
                    attempt(name, () -> store.promote(one, key, expect));
                }
            }
        }

        private void attempt(String name, Runnable operation) {
            if (random.nextBoolean()) {
                journal.killAfter(journal.size() + random.nextInt(10));
                try {
                    operation.run();
                } catch (Failure e) {
                    done.merge("killed", 1, Integer::sum);
                }
                journal.revive();
                store = open();
            }
            operation.run();
            done.merge(name, 1, Integer::sum);
        }
    }
}
