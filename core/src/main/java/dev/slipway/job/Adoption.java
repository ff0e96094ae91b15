package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.ledger.Borders;
import dev.slipway.ledger.Claimant;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Entry;
import dev.slipway.ledger.Lease;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.Outcome;
import dev.slipway.ledger.Planned;
import dev.slipway.ledger.Slice;
import dev.slipway.ledger.UnitFile;
import dev.slipway.store.Blob;
import dev.slipway.store.Store;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Takes files that someone else wrote into a table's content, where they stand: through the steps of an export, but that
 * nothing is staged, promoted or removed. Stopped anywhere, it is carried on by doing the same again.
 */
public final class Adoption {
    private final Parts parts;
    private final Taken taken;

    public Adoption(Parts parts, Taken taken) {
        this.parts = parts;
        this.taken = taken;
    }

    /**
     * What it works with.
     *
     * @param ledger of the store, read before the files were
     */
    public record Parts(Store store, Ledger ledger, Claimant claimant, Clock clock, Events events) {}

    /**
     * What is to become content.
     *
     * @param table its name, as messages have it
     * @param key what the ledger calls it
     * @param schema hash of the names and types of its columns
     * @param origin who wrote the files, and what else is known of their rows
     * @param files their receipts, in the order of their rows; each was read and found to be so
     * @param seen the files as they were then
     */
    public record Taken(
            String table,
            String key,
            String schema,
            Map<String, String> origin,
            List<DataFile> files,
            List<Blob> seen) {
        public Taken {
            origin = Map.copyOf(origin);
            files = List.copyOf(files);
            seen = List.copyOf(seen);
        }

        /** All adopted files of a table are one selection: to adopt again is to replace what was adopted. */
        public String selection() {
            return table + " ADOPTED";
        }

        private boolean is(Slice slice) {
            return slice.adopted()
                    && slice.files().equals(files)
                    && slice.schema().equals(schema)
                    && slice.origin().equals(origin);
        }
    }

    /**
     * Refuses what {@link #run} would refuse, and does nothing.
     *
     * @return whether all of it is content already
     * @throws Failure CONFIG when the table or a file is someone's already, FENCED when a run works on the table
     */
    public boolean check() {
        boolean done = isDone(held());
        Lease.check(parts.ledger(), parts.claimant(), parts.clock(), taken.key());
        return done;
    }

    private boolean isDone(List<Slice> held) {
        boolean open =
                parts.ledger().look(state -> state.table(taken.key()).change()).isPresent();
        return !open && held.stream().anyMatch(taken::is);
    }

    private List<Slice> held() {
        Holdings held = Holdings.of(parts.store(), parts.ledger(), taken.key(), taken.table());
        Lease.checkOwner(parts.claimant(), taken.table(), held.job());
        new Ownership(parts.store(), parts.ledger())
                .requireFree(
                        taken.key(),
                        taken.table(),
                        taken.files().stream().map(DataFile::key).toList());
        held.slices().stream()
                .filter(slice -> !slice.adopted())
                .findFirst()
                .filter(slice -> held.slices().stream().noneMatch(this::hasFiles))
                .ifPresent(slice -> {
                    throw new Failure(
                            Failure.Kind.CONFIG,
                            parts.store().root() + " already holds \"" + slice.selection() + "\" of " + taken.table()
                                    + ", and other files than these were taken over before it, or none: rows would be"
                                    + " there twice; move the files away, or adopt them in another folder");
                });
        return held.slices();
    }

    /** What was exported after them goes on where they end, so they must stay the same. */
    private boolean hasFiles(Slice slice) {
        return slice.adopted() && slice.files().equals(taken.files());
    }

    /**
     * Makes them content.
     *
     * @throws Failure as {@link #check}; CORRUPT when a file is not what was read any more
     */
    public void run() {
        List<Slice> held = held();
        if (isDone(held)) {
            return;
        }
        Lease lease = Lease.take(parts.ledger(), parts.claimant(), parts.clock(), Map.of(taken.key(), held));
        Outcome.Status status = Outcome.Status.FAILED;
        try (Heartbeat beating =
                Heartbeat.start(parts.ledger(), lease, parts.claimant().lease(), parts.events())) {
            Publication.Ready ready = new Publication.Ready(taken.table(), taken.key());
            Publication publication =
                    new Publication(parts.store(), parts.ledger(), parts.clock(), parts.events(), lease);
            publication.settle(ready);
            requireSeen();
            record(lease);
            publication.publish(List.of(ready), false, Publication.orThrow());
            status = Outcome.Status.SUCCESS;
        } finally {
            end(lease, status);
        }
    }

    private void requireSeen() {
        for (Blob blob : taken.seen()) {
            if (parts.store().find(blob.key()).filter(blob::equals).isEmpty()) {
                throw new Failure(
                        Failure.Kind.CORRUPT,
                        parts.store().root() + '/' + blob.key()
                                + " was changed or removed since it was read; adopt again when nobody writes there");
            }
        }
    }

    private void record(Lease lease) {
        long epoch = lease.epoch(taken.key());
        parts.ledger().commit(List.of(new Entry.Replanned(taken.key(), epoch, planned())));
        int unit = 0;
        for (DataFile file : taken.files()) {
            parts.ledger().append(new Entry.Written(taken.key(), epoch, unit, "", List.of(new UnitFile(file, ""))));
            parts.ledger().append(new Entry.Verified(taken.key(), epoch, unit++));
        }
        parts.ledger().flush();
    }

    private Planned planned() {
        return new Planned(
                parts.claimant().run(),
                Planned.Mode.APPEND,
                true,
                taken.selection(),
                taken.schema(),
                taken.origin(),
                "",
                Borders.NONE,
                taken.files().stream().map(DataFile::fingerprint).toList());
    }

    /** Whoever cannot say that it has ended leaves that to time. */
    private void end(Lease lease, Outcome.Status status) {
        boolean done = status == Outcome.Status.SUCCESS;
        try {
            lease.end(new Outcome(
                    status,
                    done ? 1 : 0,
                    done ? 0 : 1,
                    done ? DataFile.rows(taken.files()).rows() : 0,
                    done ? DataFile.bytes(taken.files()) : 0));
        } catch (Failure e) {
            parts.events().accept(new Event.Warned("the end of the run could not be recorded: " + e.text()));
        }
    }
}
