package dev.slipway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalStoreTest extends StoreContract {
    @TempDir
    Path folder;

    @Override
    protected Store open() {
        return new LocalStore(folder.resolve("lake"));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(path -> folder.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void openingCreatesNothing() throws IOException {
        Store store = open();
        store.find("a");
        keys(store, "");

        assertThat(store.root()).isEqualTo(folder.resolve("lake").toString());
        assertThat(store.bytesFree())
                .hasValueSatisfying(free -> assertThat(free).isPositive());
        assertThat(files()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anObjectIsAFileOfItsName() throws IOException {
        Store store = open();
        Blob blob = store.promote(sealed(store, "rows"), "public.events/a.parquet", Expect.absent());

        Path path = folder.resolve("lake/public.events/a.parquet");
        assertThat(store.path(blob)).contains(path);
        assertThat(path).hasContent("rows");
        assertThat(files()).containsExactly("lake/public.events/a.parquet");
    }

    @Test
    void anObjectThatIsClosedUnsealedLeavesNoFile() throws IOException {
        Store store = open();
        Staged staged = store.stage("attempt");
        staged.write(new byte[1_000_000], 0, 1_000_000);
        assertThat(files()).hasSize(1).allMatch(name -> name.startsWith("lake/_slipway/staging/attempt"));

        staged.close();

        assertThat(files()).isEmpty();
    }

    @Test
    void discardingPuttingAndConflictsLeaveNoStagedFile() throws IOException {
        Store store = open();
        store.discard(sealed(store, "x"));
        store.put("a", bytes("x"), Expect.absent());
        Stream.of(Expect.absent(), new Expect.Version("no")).forEach(expect -> {
            try {
                store.put("a", bytes("y"), expect);
            } catch (Conflict e) {
                // As it should be.
            }
        });

        assertThat(files()).filteredOn(name -> !name.contains("/locks/")).containsExactly("lake/a");
    }

    @Test
    void whatAKilledProcessLeftStagedIsInNobodysWay() {
        Store killed = open();
        sealed(killed, "left");
        killed.stage("attempt").write(bytes("left"), 0, 4);
        killed.stage("put");
        Store next = open();

        Sealed sealed = sealed(next, "rows");
        next.put("a", bytes("x"), Expect.absent());

        assertThat(text(next, next.promote(sealed, "b", Expect.absent()))).isEqualTo("rows");
        assertThat(keys(next, "")).containsExactly("a", "b");
    }

    @Test
    void aKillBetweenTheNewNameAndTheRemovalOfTheOldOneIsMended() throws IOException {
        Store store = open();
        Sealed sealed = sealed(store, "rows");
        Path staged = store.path(sealed.blob()).orElseThrow();
        Files.createLink(folder.resolve("lake/a"), staged);

        Blob blob = open().promote(sealed, "a", Expect.absent());

        assertThat(text(store, blob)).isEqualTo("rows");
        assertThat(files()).containsExactly("lake/a");
    }

    @Test
    void aFileChangedInPlaceIsNotReadForWhatItWas() throws IOException {
        Store store = open();
        Blob blob = store.put("a", bytes("one"), Expect.absent());
        Files.write(folder.resolve("lake/a"), bytes("two"), StandardOpenOption.TRUNCATE_EXISTING);

        failsAs(Failure.Kind.CORRUPT, () -> content(store, blob), "lake/a", "changed");
    }

    @Test
    void aReaderKeepsWhatItOpenedWhenTheObjectIsReplaced() throws IOException {
        Store store = open();
        Blob one = store.put("a", bytes("one"), Expect.absent());

        try (InputStream in = store.read(one, 0, 3)) {
            store.put("a", bytes("two"), Expect.unchanged(one));
            assertThat(in.readAllBytes()).isEqualTo(bytes("one"));
        }
    }

    @Test
    void foldersAndLinksToThemAreLookedThroughAndLoopsAreNot() throws IOException {
        Store store = open();
        store.put("t/a", bytes("x"), Expect.absent());
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/deep"));
        Files.write(elsewhere.resolve("b"), bytes("y"));
        Files.createSymbolicLink(folder.resolve("lake/linked"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("lake/t/loop"), folder.resolve("lake"));
        Files.createSymbolicLink(folder.resolve("lake/t/dangling"), folder.resolve("nowhere"));

        assertThat(keys(store, "")).containsExactly("linked/deep/b", "t/a");
        assertThat(text(store, "linked/deep/b")).isEqualTo("y");
    }

    @Test
    void theStoresOwnFilesAreNoObjectsAndNoTargets() {
        Store store = open();
        Blob blob = store.put("a", bytes("x"), Expect.absent());
        store.put("a", bytes("y"), Expect.unchanged(blob));
        Sealed sealed = sealed(store, "rows");

        assertThat(keys(store, "")).containsExactly("a");
        assertThat(keys(store, "_slipway/")).isEmpty();
        for (String key : List.of("_slipway/staging/x", "_slipway/locks/00.lock")) {
            failsAs(Failure.Kind.CONFIG, () -> store.put(key, bytes("x"), Expect.absent()), key);
            failsAs(Failure.Kind.CONFIG, () -> store.promote(sealed, key, Expect.absent()), key);
        }
    }

    @Test
    void anAttemptCannotLeaveTheStagingFolder() {
        failsAs(Failure.Kind.CONFIG, () -> open().stage("../../x"), "../../x");
    }
}
