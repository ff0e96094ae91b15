package dev.slipway.app.drop;

import dev.slipway.Failure;
import dev.slipway.digest.Digest;
import dev.slipway.job.Cancel;
import dev.slipway.job.Reader;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Entry;
import dev.slipway.ledger.Lease;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.Removal;
import dev.slipway.postgres.PostgresDrop;
import dev.slipway.postgres.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What happens under locks: the rows once more, the intent, the removal, and what was done. */
final class Removing {
    private static final int ROUNDS = 3;

    private final Drop.Parts parts;
    private final PostgresDrop there;
    private final Standing standing;
    private final Evidence.Gathered evidence;
    private final String key;
    private final Lease lease;
    private int round;

    Removing(
            Drop.Parts parts,
            PostgresDrop there,
            Standing standing,
            Evidence.Gathered evidence,
            String key,
            Lease lease) {
        this.parts = parts;
        this.there = there;
        this.standing = standing;
        this.evidence = evidence;
        this.key = key;
        this.lease = lease;
    }

    Removal.Done run() {
        while (true) {
            round++;
            parts.telling().step("keeping others from writing to " + standing.qualifiedName());
            Optional<String> held = there.lock(standing);
            if (held.isEmpty()) {
                Removal removal = intend();
                held = removed(removal);
                if (held.isEmpty()) {
                    return done(removal);
                }
                spare(removal, "the locks were not to be had: " + held.get());
            }
            there.release();
            if (round == ROUNDS) {
                throw new Failure(
                        Failure.Kind.UNAVAILABLE,
                        "the locks on " + standing.qualifiedName() + " and what goes with it were not to be had: "
                                + held.get() + "; nothing was dropped, run again when that has ended");
            }
            parts.telling().note("a lock was not to be had (" + held.get() + "); beginning again");
        }
    }

    /** The rows must be those of the archive still, and the archive what was read back. */
    private Removal intend() {
        parts.telling().step("reading all rows of " + standing.qualifiedName() + " once more");
        Archived archived = evidence.archived();
        SourceRows.Found found = new SourceRows(parts.job(), standing, archived, parts.cancel()).read();
        Digest rows = found.content().rows();
        if (!found.content().equals(Reader.Content.of(archived.manifest().files()))) {
            throw new Failure(
                    Failure.Kind.INPUT,
                    standing.qualifiedName() + " is not what was archived: under its lock it reads as " + rows
                            + ", the archive as " + archived.rows()
                            + ". Rows were inserted, updated or deleted after the export; export it again");
        }
        archived.requirePinned(parts.store());
        Ledger.Head head = archived.head();
        Removal removal = new Removal(
                lease.run() + '/' + round,
                parts.job().detach(),
                standing.source(),
                standing.oid(),
                rows,
                archived.pinned().size(),
                DataFile.bytes(archived.manifest().files()),
                archived.sha256(),
                head.position(),
                head.hash(),
                found.snapshot(),
                evidence.witness(),
                evidence.accepted(),
                parts.clock().instant());
        parts.ledger().commit(List.of(new Entry.Dropping(key, lease.epoch(key), removal)));
        return removal;
    }

    private Optional<String> removed(Removal removal) {
        parts.telling().step(String.join("; ", standing.statements(parts.job().detach())));
        try {
            return there.remove(standing, removal, parts.store().root());
        } catch (Failure e) {
            there.close();
            if (done(removal, e)) {
                return Optional.empty();
            }
            spare(removal, e.text());
            throw e;
        }
    }

    /** Whoever has no answer asks; and who was told to stop, too. */
    private boolean done(Removal removal, Failure failure) {
        try (PostgresDrop other = parts.connect(new Cancel())) {
            return other.done(removal);
        } catch (Failure again) {
            throw new Failure(
                    Failure.Kind.UNKNOWN,
                    failure.text() + ". Whether " + standing.qualifiedName() + " was dropped could not be looked up ("
                            + again.text() + "); run the same again, which looks it up first",
                    failure);
        }
    }

    private void spare(Removal removal, String why) {
        parts.ledger().commit(List.of(new Entry.Spared(key, lease.epoch(key), removal.change(), why)));
    }

    private Removal.Done done(Removal removal) {
        Instant now = parts.clock().instant();
        try {
            parts.ledger().commit(List.of(new Entry.Dropped(key, lease.epoch(key), removal.change(), now)));
        } catch (Failure e) {
            throw new Failure(
                    e.kind(),
                    standing.qualifiedName()
                            + " was dropped, which the database recorded in slipway.dropped; the ledger"
                            + " could not be written: " + e.text() + "; run the same again, which records it",
                    e);
        }
        return new Removal.Done(removal, now);
    }
}
