package dev.slipway.app.place;

import dev.slipway.Failure;
import dev.slipway.app.Wiring;
import dev.slipway.ledger.CommitLog;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.LedgerText;
import dev.slipway.ledger.Manifests;
import dev.slipway.ledger.Signpost;
import dev.slipway.ledger.StoreLedger;
import dev.slipway.postgres.LedgerPlace;
import dev.slipway.postgres.PostgresLedger;
import dev.slipway.store.Sink;
import dev.slipway.store.Store;
import java.util.Optional;

/** Opens the ledger of a store, wherever it is. There is one: a store whose ledger is in Postgres says so. */
public final class Ledgers {
    private Ledgers() {}

    /**
     * Opens it where the store says that it is; {@code access} counts only if that is in Postgres. Writes nothing; the caller
     * closes it.
     *
     * @param run names whoever writes to it, unlike any other
     * @throws Failure CONFIG when it is in Postgres, and not where {@code access} says
     */
    public static Ledger open(Store store, LedgerAccess access, String run) {
        return at(store, said(store, access), run);
    }

    /** Opens it for a run that will write nothing, as {@link #openToWrite} would. */
    public static Ledger openToLook(Store store, LedgerAccess access, String run) {
        return at(store, access, run);
    }

    /**
     * Opens it for a run that writes to the store: a new one where {@code access} says, and from then on the store says so, too.
     *
     * @throws Failure CONFIG when the store has one elsewhere
     */
    public static Ledger openToWrite(Store store, LedgerAccess access, String run) {
        if (access.url().isPresent()) {
            Signpost.put(store, place(store, access).lake());
        }
        return at(store, access, run);
    }

    /** Writes it as it stands there, unchecked. */
    public static void copy(Store store, LedgerAccess access, Sink out) {
        LedgerAccess said = said(store, access);
        if (said.url().isEmpty()) {
            LedgerText.copy(store, out);
            return;
        }
        try (CommitLog log = PostgresLedger.log(place(store, said))) {
            LedgerText.copy(log, out);
        }
    }

    private static LedgerAccess said(Store store, LedgerAccess access) {
        return Signpost.read(store).isPresent() ? access : LedgerAccess.BESIDE;
    }

    private static Ledger at(Store store, LedgerAccess access, String run) {
        return access.url().isEmpty()
                ? StoreLedger.open(store, Wiring.clock(), run)
                : PostgresLedger.open(place(store, access), Wiring.clock(), run);
    }

    private static LedgerPlace place(Store store, LedgerAccess access) {
        Signpost.requireNoLedger(store);
        Optional<String> said = Signpost.read(store);
        String name = access.name().or(() -> said).orElse(store.root());
        said.filter(other -> !other.equals(name)).ifPresent(other -> {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "the ledger of " + store.root() + " is called \"" + other + "\", not \"" + name
                            + "\": leave --ledger-name away");
        });
        LedgerPlace place = new LedgerPlace(access.url().orElseThrow(), access.environment(), access.schema(), name);
        if (said.isEmpty()) {
            requireUnused(store, place);
        } else {
            requireThere(store, place);
        }
        return place;
    }

    /** What was published was recorded: whoever finds nothing recorded looks in the wrong place. */
    private static void requireThere(Store store, LedgerPlace place) {
        try (CommitLog log = PostgresLedger.log(place)) {
            if (log.find(1).isEmpty() && new Manifests(store).any()) {
                throw new Failure(
                        Failure.Kind.CONFIG,
                        store.root() + " has its ledger in a Postgres, and " + log.name()
                                + " is empty: look whether --ledger and --ledger-schema name the right one");
            }
        }
    }

    /** Two places that are called alike on two machines are two places. */
    private static void requireUnused(Store store, LedgerPlace place) {
        try (CommitLog log = PostgresLedger.log(place)) {
            if (log.find(1).isPresent()) {
                throw new Failure(
                        Failure.Kind.CONFIG,
                        log.name() + " is the ledger of another place than " + store.root()
                                + ", which does not say that it is its own: choose another --ledger-name");
            }
        }
    }
}
