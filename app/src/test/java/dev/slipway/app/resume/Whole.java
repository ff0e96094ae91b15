package dev.slipway.app.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.Cli;
import dev.slipway.app.TestServer;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Manifest;
import dev.slipway.ledger.Manifests;
import dev.slipway.ledger.StoreLedger;
import dev.slipway.ledger.TableState;
import dev.slipway.store.Blob;
import dev.slipway.store.Sealed;
import dev.slipway.store.Sha256;
import dev.slipway.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a folder must be like, after a run that came to its end and at every instant before. */
final class Whole {
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private Whole() {}

    /** All is done: visible is what the manifests list, which is what the source has, and nothing is left open. */
    static void is(Path lake, TestServer.Database source) {
        is(Target.folder(lake), source);
    }

    /** The same anywhere. */
    static void is(Target target, TestServer.Database source) {
        isByItself(target);
        Cli verified = target.verify("--source", source.url());
        assertThat(verified.status()).as(verified.all()).isZero();
    }

    /** The same, for who compares it with the source himself. */
    static void isByItself(Path lake) {
        isByItself(Target.folder(lake));
    }

    private static void isByItself(Target target) {
        List<Manifest> manifests = new Manifests(target.store()).all();
        assertThat(target.visible())
                .isEqualTo(keys(manifests.stream()
                        .map(Manifest::files)
                        .flatMap(List::stream)
                        .toList()));
        ledger(target).look(state -> {
            assertThat(state.tables()).isNotEmpty().allSatisfy(table -> {
                assertThat(table.work()).as(table.table()).isEmpty();
                assertThat(table.change()).isEmpty();
                assertThat(table.strays()).isEmpty();
                assertThat(state.holder(table.table())).isEmpty();
            });
            return true;
        });
        Cli verified = target.verify();
        assertThat(verified.status()).as(verified.all()).isZero();
    }

    /**
     * Whatever has been done so far: each visible file is listed by a manifest or the ledger, and has the bytes that are
     * listed; each file that a manifest lists is there; each staged file that the ledger relies on is whole.
     */
    static void isNeverLess(Path lake) {
        isNeverLess(Target.folder(lake));
    }

    /** The same anywhere. */
    static void isNeverLess(Target target) {
        Store store = target.store();
        Map<String, Set<String>> known = new HashMap<>();
        Set<String> visible = target.visible();
        for (Manifest manifest : new Manifests(store).all()) {
            add(known, manifest.files());
            assertThat(visible).containsAll(keys(manifest.files()));
        }
        StoreLedger ledger = ledger(target);
        ledger.look(state -> {
            state.tables().forEach(table -> add(known, listed(table)));
            return true;
        });
        for (String key : visible) {
            Blob blob = store.find(key).orElseThrow();
            assertThat(known).containsKey(key);
            assertThat(known.get(key)).as(key).contains(Sha256.of(store, blob));
        }
        ledger.look(state -> {
            state.tables().forEach(table -> staged(store, table));
            return true;
        });
    }

    private static void add(Map<String, Set<String>> known, List<DataFile> files) {
        files.forEach(file ->
                known.computeIfAbsent(file.key(), key -> new TreeSet<>()).add(file.sha256()));
    }

    /** What is content, what was once to be, and what an open intent is about. */
    private static List<DataFile> listed(TableState table) {
        List<DataFile> files = new ArrayList<>(table.strays());
        table.content().forEach(slice -> files.addAll(slice.files()));
        table.change().flatMap(change -> table.work()).ifPresent(work -> work.files()
                .forEach(file -> files.add(file.file())));
        return files;
    }

    private static void staged(Store store, TableState table) {
        table.work().ifPresent(work -> work.files().stream()
                .filter(file -> !file.staged().isEmpty())
                .forEach(file -> assertThat(store.staged(file.staged())
                                .map(Sealed::blob)
                                .or(() -> store.find(file.file().key()))
                                .map(blob -> Sha256.of(store, blob)))
                        .as(file.staged())
                        .contains(file.file().sha256())));
    }

    private static StoreLedger ledger(Target target) {
        return StoreLedger.open(target.store(), CLOCK, "test");
    }

    private static Set<String> keys(List<DataFile> files) {
        Set<String> keys = new TreeSet<>();
        files.forEach(file -> keys.add(file.key()));
        return keys;
    }
}
