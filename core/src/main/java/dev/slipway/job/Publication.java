package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.store.Blob;
import dev.slipway.store.Expect;
import dev.slipway.store.Store;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a table's files visible: records the intent, promotes each, records the new content, then deletes what it
 * replaces. Each step may be done again: a run killed anywhere leaves only files that the manifest knows, and the next run
 * settles them. Before each step the manifest must still be the one that announced it: who was overtaken by another run
 * stops.
 */
final class Publication {
    private final Store store;
    private final Events events;
    private final Manifests manifests;

    Publication(Store store, Events events) {
        this.store = store;
        this.events = events;
        this.manifests = new Manifests(store);
    }

    /** Publishes {@code files}, all there are, as the table's content. Returns how many old files were removed. */
    int publish(Manifests.Held before, Manifest next, List<StagedFile> files) {
        Manifest old = before.manifest()
                .orElseGet(() -> new Manifest(
                        next.table(),
                        next.selection(),
                        next.run(),
                        next.at(),
                        next.origin(),
                        List.of(),
                        List.of(),
                        List.of()));
        Set<String> ours = new HashSet<>();
        old.known().forEach(file -> ours.add(file.key()));
        Manifests.Held held = manifests.save(before, old.publishing(next.files()));
        for (StagedFile file : files) {
            manifests.check(held);
            promote(file, ours.contains(file.file().key()));
            events.accept(new Event.FilePublished(file.file()));
        }
        Manifest replaced = old.replacedBy(next);
        held = manifests.save(held, replaced);
        if (!replaced.removing().isEmpty()) {
            for (DataFile file : replaced.removing()) {
                manifests.check(held);
                remove(file);
            }
            manifests.save(held, replaced.settled());
        }
        return replaced.removing().size();
    }

    private void promote(StagedFile file, boolean ours) {
        String key = file.file().key();
        Optional<Blob> there = store.find(key);
        if (there.isEmpty()) {
            store.promote(file.sealed(), key, Expect.absent());
        } else if (Sha256.of(store, there.get()).equals(file.file().sha256())) {
            store.discard(file.sealed());
        } else if (ours) {
            store.promote(file.sealed(), key, Expect.unchanged(there.get()));
        } else {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    store.root() + '/' + key + " is there already, with other content, and no manifest of Slipway lists"
                            + " it; move it away or export to another folder");
        }
    }

    private void remove(DataFile file) {
        store.find(file.key()).ifPresent(store::delete);
        events.accept(new Event.FileRemoved(file.key()));
    }
}
