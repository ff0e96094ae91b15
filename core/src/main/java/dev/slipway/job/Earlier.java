package dev.slipway.job;

import dev.slipway.data.Table;
import dev.slipway.ledger.Borders;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.Planned;
import dev.slipway.ledger.Work;
import java.util.Optional;

/** What earlier runs that did not come to their end leave to the next. */
public interface Earlier {
    /** Nothing. */
    Earlier NONE = (table, selection) -> Optional.empty();

    /** Where a table was cut into units for the same selection of its rows, if that is to be cut again. */
    Optional<Borders> borders(Table table, String selection);

    /** What a ledger tells, as of the last time it was read. */
    static Earlier of(Ledger ledger) {
        return (table, selection) -> ledger.look(
                        state -> state.table(DataNames.of(table).key()).work().map(Work::plan))
                .filter(plan -> plan.selection().equals(selection))
                .map(Planned::borders);
    }
}
