package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.ledger.Entry;
import dev.slipway.ledger.Ledger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Records one entry for each of several tables, all in one commit. When that fails, it looks what stands there: what was
 * written though no answer came is not written again, what is refused is refused alone, and the rest is tried once more.
 */
final class Recording {
    private final Ledger ledger;

    Recording(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Why a table's entry is not recorded, of those that are not. */
    Map<String, RuntimeException> each(List<? extends Entry.OfTable> entries) {
        Map<String, RuntimeException> refused = new HashMap<>();
        record(List.copyOf(entries), refused);
        return refused;
    }

    /**
     * Records all or none.
     *
     * @throws RuntimeException why it is none
     */
    void all(List<? extends Entry.OfTable> entries) {
        try {
            ledger.commit(List.copyOf(entries));
        } catch (RuntimeException e) {
            if (!missing(entries, e).isEmpty()) {
                throw e;
            }
        }
    }

    private void record(List<Entry.OfTable> entries, Map<String, RuntimeException> refused) {
        try {
            ledger.commit(List.copyOf(entries));
        } catch (RuntimeException e) {
            List<Entry.OfTable> missing = missing(entries, e);
            List<Entry.OfTable> admitted = which(missing, this::isAdmitted);
            // Without any that is refused by itself, there is no reason why it should succeed now.
            boolean hopeless = admitted.size() == entries.size();
            which(missing, entry -> hopeless || !admitted.contains(entry)).forEach(entry -> refuse(entry, e, refused));
            if (!hopeless && !admitted.isEmpty()) {
                record(admitted, refused);
            }
        }
    }

    /** Those that the ledger does not have, as far as it answers. */
    private List<Entry.OfTable> missing(List<? extends Entry.OfTable> entries, RuntimeException failure) {
        try {
            ledger.refresh();
        } catch (Failure e) {
            failure.addSuppressed(e);
        }
        return which(
                entries,
                entry -> !ledger.look(state -> state.table(entry.table()).shows(entry)));
    }

    private static List<Entry.OfTable> which(
            List<? extends Entry.OfTable> entries, Predicate<Entry.OfTable> condition) {
        return entries.stream()
                .<Entry.OfTable>map(entry -> entry)
                .filter(condition)
                .toList();
    }

    private boolean isAdmitted(Entry entry) {
        return ledger.look(state -> state.refusal(entry).isEmpty());
    }

    /** Asked for by itself, a refusal tells whose fault it is, and nothing is written. */
    private void refuse(Entry.OfTable entry, RuntimeException together, Map<String, RuntimeException> refused) {
        RuntimeException why = together;
        if (!isAdmitted(entry)) {
            try {
                ledger.commit(List.of(entry));
            } catch (RuntimeException e) {
                why = e;
            }
        }
        refused.put(entry.table(), why);
    }
}
