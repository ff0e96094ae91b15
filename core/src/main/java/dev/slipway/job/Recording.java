package dev.slipway.job;

import dev.slipway.ledger.Entry;
import dev.slipway.ledger.Ledger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records one entry for each of several tables: all in one commit, or, when that fails, each for itself. */
final class Recording {
    private final Ledger ledger;

    Recording(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Why a table's entry is not recorded, of those that are not. */
    Map<String, RuntimeException> each(List<? extends Entry.OfTable> entries) {
        try {
            ledger.commit(List.copyOf(entries));
            return Map.of();
        } catch (RuntimeException together) {
            Map<String, RuntimeException> refused = new HashMap<>();
            entries.forEach(entry -> alone(entry, refused));
            return refused;
        }
    }

    /** What was written though no answer came is not written again. */
    private void alone(Entry.OfTable entry, Map<String, RuntimeException> refused) {
        try {
            ledger.refresh();
            if (!ledger.look(state -> state.table(entry.table()).shows(entry))) {
                ledger.commit(List.of(entry));
            }
        } catch (RuntimeException e) {
            refused.put(entry.table(), e);
        }
    }
}
