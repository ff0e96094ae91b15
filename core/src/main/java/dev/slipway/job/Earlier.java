package dev.slipway.job;

import dev.slipway.ledger.Borders;
import java.util.Optional;

/** What earlier runs that did not come to their end leave to the next. */
public interface Earlier {
    /** Nothing. */
    Earlier NONE = (table, selection) -> Optional.empty();

    /** Where a table was cut into units for the same selection of its rows, if that is to be cut again. */
    Optional<Borders> borders(String table, String selection);
}
