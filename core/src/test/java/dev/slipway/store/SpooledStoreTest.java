package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.store.FailingStore.Moment;
import dev.slipway.store.FailingStore.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpooledStoreTest extends StoreContract {
    @TempDir
    Path folder;

    @Override
    protected Store open() {
        return opened();
    }

    private SpooledStore opened() {
        return new SpooledStore(spool(), behind(), SpooledStore.Watch.NONE);
    }

    private LocalStore spool() {
        return new LocalStore(folder.resolve("spool"));
    }

    private LocalStore behind() {
        return new LocalStore(folder.resolve("lake"));
    }

    @Nested
    final class Races extends StoreRaces {
        @Override
        protected Store open() {
            return opened();
        }
    }

    /** Every file but locks. */
    private List<String> files(String below) {
        try (Stream<Path> files = Files.walk(Files.createDirectories(folder.resolve(below)))) {
            return files.filter(Files::isRegularFile)
                    .map(path -> folder.relativize(path).toString())
                    .filter(name -> !name.contains("/_slipway/locks/"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsStagedStandsInTheFolderAndIsReadThere() {
        Store store = opened();
        Sealed sealed = sealed(store, "rows");

        assertThat(files("lake")).isEmpty();
        assertThat(store.path(sealed.blob()))
                .hasValueSatisfying(path ->
                        assertThat(path).startsWith(folder.resolve("spool")).hasContent("rows"));
        assertThat(opened().staged(sealed.blob().key())).contains(sealed);
        assertThat(store.bytesFree()).isPresent();
        assertThat(store.root()).isEqualTo(behind().root());
    }

    @Test
    void whatIsPromotedLeavesTheFolderAndOnlyThen() {
        Store store = opened();
        Sealed sealed = sealed(store, "rows");

        store.promote(sealed, "t/a", Expect.absent());

        assertThat(files("spool")).isEmpty();
        assertThat(files("lake")).containsExactly("lake/t/a");
    }

    @Test
    void aStoreThatStaysAwayTakesNothingFromTheFolder() {
        SpooledStore away = new SpooledStore(
                spool(), new FailingStore(behind(), new Point(1, Moment.BEFORE, true)), SpooledStore.Watch.NONE);
        Sealed sealed = sealed(away, "rows");
        String name = sealed.blob().key();

        failsAs(Failure.Kind.UNAVAILABLE, () -> away.promote(sealed, "a", Expect.absent()), "told to fail");

        Store later = opened();
        Sealed kept = later.staged(name).orElseThrow();
        assertThat(text(later, kept.blob())).isEqualTo("rows");
        later.promote(kept, "a", Expect.absent());
        assertThat(text(later, "a")).isEqualTo("rows");
    }

    /** Killed, or one answer lost, at every operation of both stores: the next process ends as if nothing had been. */
    @Test
    void promotingSurvivesEveryKillAndEveryFailure() {
        for (boolean replacing : List.of(false, true)) {
            for (boolean forGood : List.of(true, false)) {
                int reached = 0;
                for (Moment moment : Moment.values()) {
                    int number = 1;
                    while (!promotedWith(new Point(number, moment, forGood), "t/" + replacing, replacing)) {
                        number++;
                        reached++;
                    }
                }
                assertThat(reached).isGreaterThan(20);
            }
        }
    }

    /** Whether all was done before the point was reached. */
    private boolean promotedWith(Point point, String key, boolean replacing) {
        Store store = opened();
        store.find(key).ifPresent(store::delete);
        Expect expect = replacing ? Expect.unchanged(store.put(key, bytes("old"), Expect.absent())) : Expect.absent();
        Sealed sealed = sealed(store, "rows " + point);
        FailingStore failing = new FailingStore(spool(), point);
        SpooledStore disturbed = new SpooledStore(failing, failing.beside(behind()), SpooledStore.Watch.NONE);
        boolean done = false;
        try {
            disturbed.promote(sealed, key, expect);
            done = failing.operations().size() < point.number();
        } catch (Failure e) {
            // The next one does it.
        }
        if (point.moment() == Moment.AFTER) {
            // It may have lost its answer and not know.
            assertThat(text(store, key)).isIn("rows " + point, replacing ? "old" : "nothing");
        }
        Optional<Sealed> left = store.staged(sealed.blob().key());
        assertThat(left.isPresent() || text(store, key).equals("rows " + point))
                .as("%s", point)
                .isTrue();
        left.ifPresent(again -> store.promote(again, key, expect));

        assertThat(text(store, key)).as("%s", point).isEqualTo("rows " + point);
        clean(store);
        assertThat(files("spool")).as("%s", point).isEmpty();
        assertThat(files("lake")).as("%s", point).contains("lake/" + key).allMatch(name -> name.startsWith("lake/t/"));
        return done;
    }

    private static void clean(Store store) {
        try (Stream<Leftover> leftovers = store.leftovers()) {
            leftovers.toList().forEach(found -> store.discard(new Sealed(found.blob())));
        }
    }

    /** Which of those who share a table may send again is decided by who still has it. */
    @Test
    void whatWasSentAndIsGoneIsSentAgainByWhoPreparesIt() {
        List<String> sent = new ArrayList<>();
        SpooledStore store = new SpooledStore(spool(), behind(), watch(sent));
        Sealed sealed = sealed(store, "rows");
        String name = sealed.blob().key();
        store.prepare(name, "a");
        store.prepare(name, "a");
        assertThat(sent).containsExactly("4 bytes", "a has 4");
        clean(behind());

        failsAs(Failure.Kind.UNAVAILABLE, () -> store.promote(sealed, "a", Expect.absent()), "is gone");
        assertThat(files("lake")).isEmpty();

        store.prepare(name, "a");
        store.promote(sealed, "a", Expect.absent());
        store.prepare(name, "a");
        assertThat(sent).containsExactly("4 bytes", "a has 4", "4 bytes", "a has 4");
        assertThat(text(behind(), "a")).isEqualTo("rows");
        assertThat(files("spool")).isEmpty();
    }

    @Test
    void whatIsThereUnderItsNameIsNotSentAgain() {
        List<String> sent = new ArrayList<>();
        Sealed sealed = sealed(opened(), "rows");
        String name = sealed.blob().key();
        // Killed when it had its name, and before it left the folder.
        FailingStore killed = new FailingStore(behind(), new Point(5, Moment.AFTER, true));
        SpooledStore store = new SpooledStore(spool(), killed, SpooledStore.Watch.NONE);
        assertThatThrownBy(() -> store.promote(sealed, "a", Expect.absent())).isInstanceOf(Failure.class);
        assertThat(killed.operations()).last().isEqualTo(WatchedStore.Operation.PROMOTE);

        SpooledStore next = new SpooledStore(spool(), behind(), watch(sent));
        next.prepare(name, "a");
        next.promote(next.staged(name).orElseThrow(), "a", Expect.absent());

        assertThat(sent).isEmpty();
        assertThat(text(behind(), "a")).isEqualTo("rows");
        assertThat(files("spool")).isEmpty();
    }

    @Test
    void equalBytesThatStandThereAlreadyAreAsGoodAsWhatWasSentAndIsGone() {
        Store store = opened();
        Sealed sealed = sealed(store, "rows");
        store.prepare(sealed.blob().key(), "a");
        clean(behind());
        Blob there = behind().put("a", bytes("rows"), Expect.absent());

        store.prepare(sealed.blob().key(), "a");

        assertThat(store.promote(sealed, "a", Expect.unchanged(there))).isEqualTo(there);
        assertThat(files("spool")).isEmpty();
    }

    /** One that was overtaken may have been sending, too, and have been faster. */
    @Test
    void whatAnotherProcessSentMeanwhileIsAsGood() {
        Sealed sealed = sealed(opened(), "rows");
        String name = sealed.blob().key();
        Store raced = InterruptedStore.before(
                behind(), WatchedStore.Operation.STAGE, "attempt", () -> assertThat(opened().prepare(name, "a"))
                        .isTrue());
        SpooledStore store = new SpooledStore(spool(), raced, SpooledStore.Watch.NONE);

        assertThat(store.prepare(name, "a")).isTrue();

        assertThat(files("lake")).hasSize(1);
        store.promote(sealed, "a", Expect.absent());
        assertThat(text(behind(), "a")).isEqualTo("rows");
        assertThat(files("lake")).containsExactly("lake/a");
        assertThat(files("spool")).isEmpty();
    }

    @Test
    void whatIsKeptOfRunsIsNotTold() {
        List<String> sent = new ArrayList<>();
        SpooledStore store = new SpooledStore(spool(), behind(), watch(sent));

        store.promote(sealed(store, "rows"), "_slipway/ledger/a", Expect.absent());

        assertThat(text(behind(), "_slipway/ledger/a")).isEqualTo("rows");
        assertThat(sent).isEmpty();
    }

    @Test
    void whoIsKilledWhileAFileLeavesTheFolderLeavesOnlyItsNote() {
        Store killed = InterruptedStore.before(spool(), WatchedStore.Operation.DELETE, "notes/", () -> {
            throw new Failure(Failure.Kind.UNAVAILABLE, "killed");
        });
        SpooledStore store = new SpooledStore(killed, behind(), SpooledStore.Watch.NONE);
        Sealed sealed = sealed(store, "rows");
        failsAs(Failure.Kind.UNAVAILABLE, () -> store.promote(sealed, "a", Expect.absent()), "killed");
        assertThat(files("spool")).singleElement().asString().contains("/notes/");
        assertThat(opened().staged(sealed.blob().key())).isEmpty();

        clean(opened());

        assertThat(files("spool")).isEmpty();
        assertThat(text(behind(), "a")).isEqualTo("rows");
    }

    private static SpooledStore.Watch watch(List<String> sent) {
        return new SpooledStore.Watch() {
            @Override
            public void sending(long bytes) {
                sent.add(bytes + " bytes");
            }

            @Override
            public void sent(String key, long bytes) {
                sent.add(key + " has " + bytes);
            }
        };
    }

    @Test
    void discardingWhatWasSentRemovesItInBothPlaces() {
        SpooledStore store = new SpooledStore(
                spool(),
                InterruptedStore.before(behind(), WatchedStore.Operation.PROMOTE, "a", () -> {
                    throw new Failure(Failure.Kind.UNAVAILABLE, "stopped");
                }),
                SpooledStore.Watch.NONE);
        Sealed sealed = sealed(store, "rows");
        failsAs(Failure.Kind.UNAVAILABLE, () -> store.promote(sealed, "a", Expect.absent()), "stopped");

        store.discard(sealed);

        assertThat(files("lake")).isEmpty();
        assertThat(files("spool")).isEmpty();
    }

    /** The bytes were read back in the folder; what goes out must be the same, also when the disk has spoiled them since. */
    @Test
    void aFileThatChangedInTheFolderIsRefusedAndNotTriedForEver() throws IOException {
        Store store = opened();
        Sealed sealed = sealed(store, "rows of many");
        Path path = store.path(sealed.blob()).orElseThrow();
        var modified = Files.getLastModifiedTime(path);
        Files.write(path, bytes("rowz"), StandardOpenOption.WRITE);
        Files.setLastModifiedTime(path, modified);

        failsAs(
                Failure.Kind.CORRUPT,
                () -> store.promote(sealed, "a", Expect.absent()),
                path.toString(),
                "is not what was written",
                "run again");

        assertThat(store.staged(sealed.blob().key())).isEmpty();
        assertThat(files("lake")).isEmpty();
        assertThat(files("spool")).isEmpty();
    }

    @Test
    void whatWasStagedWithoutASpoolIsFoundReadAndPromoted() {
        Sealed before = sealed(behind(), "rows");
        Store store = opened();

        Sealed found = store.staged(before.blob().key()).orElseThrow();
        assertThat(text(store, found.blob())).isEqualTo("rows");
        store.promote(found, "a", Expect.absent());

        assertThat(text(store, "a")).isEqualTo("rows");
        assertThat(files("lake")).containsExactly("lake/a");
    }

    @Test
    void whatStandsInASpoolIsNotThereForOthers() {
        Sealed sealed = sealed(opened(), "rows");

        assertThat(behind().staged(sealed.blob().key())).isEmpty();
        assertThat(new SpooledStore(new LocalStore(folder.resolve("other")), behind(), SpooledStore.Watch.NONE)
                        .staged(sealed.blob().key()))
                .isEmpty();
    }

    @Test
    void aNoteThatIsNoneIsRefused() throws IOException {
        Sealed sealed = sealed(opened(), "rows");
        Path note = folder.resolve(files("spool").stream()
                .filter(name -> name.contains("/notes/"))
                .findFirst()
                .orElseThrow());
        Files.writeString(note, "slipway spool 2\n4\n");

        failsAs(Failure.Kind.CORRUPT, () -> opened().staged(sealed.blob().key()), note.toString());
        assertThatThrownBy(() -> opened().promote(sealed, "a", Expect.absent())).isInstanceOf(Failure.class);
    }
}
