package dev.slipway.app.place;

import dev.slipway.postgres.PostgresLedger;
import java.util.Map;
import java.util.Optional;

/**
 * Where the ledger of a place is, as it was asked for: beside the files, unless there is a URL.
 *
 * @param url of a Postgres; may hold a password
 * @param environment what the URL leaves open
 * @param schema of the ledger's tables
 * @param name tells the ledger from others there; empty: what the place is called
 */
public record LedgerAccess(
        Optional<String> url, Map<String, String> environment, String schema, Optional<String> name) {
    /** Beside the files. */
    public static final LedgerAccess BESIDE =
            new LedgerAccess(Optional.empty(), Map.of(), PostgresLedger.SCHEMA, Optional.empty());

    public LedgerAccess {
        environment = Map.copyOf(environment);
    }

    /** Without the URL, which may hold a password. */
    @Override
    public String toString() {
        return "LedgerAccess[schema=" + schema + ", name=" + name.orElse("") + ']';
    }
}
