package dev.slipway.app.drop;

import dev.slipway.Failure;
import dev.slipway.app.verify.ArchiveCheck;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.job.Cancel;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Ledger;
import dev.slipway.postgres.PostgresWitness;
import dev.slipway.postgres.Standing;
import dev.slipway.store.LocalCopies;
import dev.slipway.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that can be known before any lock is taken: refuses what must be refused, and names it. */
final class Evidence {
    private final DropJob job;
    private final Store store;
    private final Ledger ledger;
    private final DuckDb engine;
    private final LocalCopies copies;
    private final Cancel cancel;
    private final Telling telling;
    private final List<String> accepted = new ArrayList<>();

    Evidence(Drop.Parts parts) {
        this.job = parts.job();
        this.store = parts.store();
        this.ledger = parts.ledger();
        this.engine = parts.engine();
        this.copies = parts.copies();
        this.cancel = parts.cancel();
        this.telling = parts.telling();
    }

    /**
     * What speaks for it.
     *
     * @param witness who outside of the archive vouches for it
     * @param accepted what was found, and had been acknowledged
     */
    record Gathered(Archived archived, String witness, List<String> accepted) {}

    /** @throws Failure CONFIG, INPUT or CORRUPT, naming what speaks against it */
    Gathered gather(Standing standing, String key) {
        requireFree(standing);
        Archived archived = Archived.of(store, ledger, key, standing);
        requireLosses(new SourceRows(job, standing, archived, cancel).losses());
        String witness = witness(standing, archived);
        telling.step("reading " + archived.pinned().size() + " files of the archive back");
        ArchiveCheck check = new ArchiveCheck(engine, store, copies, cancel);
        List<String> faults = new ArrayList<>();
        for (DataFile file : archived.manifest().files()) {
            faults.addAll(check.faults(file));
        }
        require(faults, Failure.Kind.CORRUPT, "the archive is not what was recorded of it: ");
        telling.step("comparing counts, sums and bounds of the files with those of the table");
        require(
                check.differences(
                        archived.manifest(), job.figures(), what -> telling.note("not compared, since " + what)),
                Failure.Kind.INPUT,
                "the archive of " + standing.qualifiedName() + " and the table differ: ");
        archived.requirePinned(store);
        return new Gathered(archived, witness, List.copyOf(accepted));
    }

    private static void require(List<String> faults, Failure.Kind kind, String about) {
        if (!faults.isEmpty()) {
            throw new Failure(kind, about + String.join("; ", faults));
        }
    }

    private void requireFree(Standing standing) {
        List<String> obstacles = new ArrayList<>(standing.obstacles());
        if (!standing.plain()) {
            obstacles.add("it is no plain table or partition; name its partitions one by one");
        }
        if (!standing.owns()) {
            obstacles.add("this role owns neither it nor its parent");
        }
        if (job.detach() && standing.parent().isEmpty()) {
            obstacles.add("it is no partition, so there is nothing to detach it from");
        }
        for (String publication : standing.publications()) {
            if (job.accepted().publications()) {
                accepted.add("publication " + publication);
            } else {
                obstacles.add("it is a member of publication " + publication
                        + ", whose subscribers do not see it go; if they may keep it, say --accept-publications");
            }
        }
        require(obstacles, Failure.Kind.CONFIG, standing.qualifiedName() + " cannot be dropped: ");
    }

    private void requireLosses(Map<String, String> losses) {
        List<String> open = new ArrayList<>();
        losses.forEach((column, why) -> {
            if (job.accepted().lossy().stream()
                    .anyMatch(name -> column.equals(name) || column.startsWith(name + '/'))) {
                accepted.add("column " + column + ": " + why);
            } else {
                open.add("column " + column + " (" + why + ")");
            }
        });
        require(
                open,
                Failure.Kind.CONFIG,
                "the archive does not hold all that the table holds; accept each loss by --accept-lossy COLUMN: ");
    }

    private String witness(Standing standing, Archived archived) {
        if (job.accepted().unwitnessed()) {
            accepted.add("nobody outside of the archive vouches for it");
            return "none";
        }
        Optional<PostgresWitness.Testimony> found =
                job.witness().find(standing.namespace(), standing.name(), archived.sha256(), cancel);
        if (found.isEmpty()) {
            throw new Failure(
                    Failure.Kind.CORRUPT,
                    "nobody outside of " + store.root() + " vouches for the archive of " + standing.qualifiedName()
                            + ": the database knows no manifest with SHA-256 " + archived.sha256()
                            + ". It was exported without --witness, or changed since; export it again with --witness,"
                            + " which keeps files that hold, or say --unwitnessed");
        }
        PostgresWitness.Testimony testimony = found.get();
        if (!testimony.latest()) {
            throw Archived.corrupt("the database knows a later export of " + standing.qualifiedName()
                    + " to the same place: this archive was set back");
        }
        if (testimony.oid() != standing.oid()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "the archive is of a table with oid " + testimony.oid() + ", and " + standing.qualifiedName()
                            + " has oid " + standing.oid() + ": it is another table of the same name");
        }
        requireChain(testimony, archived);
        return "database";
    }

    /** The ledger must still have the commit that the database saw; a summary may have taken its place. */
    private void requireChain(PostgresWitness.Testimony testimony, Archived archived) {
        boolean shorter = archived.head().position() < testimony.position();
        Optional<String> now = shorter ? Optional.of("none") : ledger.hash(testimony.position());
        now.filter(hash -> !hash.equals(testimony.hash())).ifPresent(hash -> {
            throw Archived.corrupt("commit " + testimony.position() + " of the ledger of " + store.root() + " has hash "
                    + hash + ", and the database saw " + testimony.hash() + ": the ledger was rewritten");
        });
    }
}
