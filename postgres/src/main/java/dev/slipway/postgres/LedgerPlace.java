package dev.slipway.postgres;

import java.util.Map;

/**
 * Where the ledger of a lake is in a database.
 *
 * @param url as in {@link PostgresOptions}; what it leaves open comes from {@code environment}
 * @param schema holds the tables of all ledgers of the database
 * @param lake tells this ledger from others there
 */
public record LedgerPlace(String url, Map<String, String> environment, String schema, String lake) {
    public LedgerPlace {
        environment = Map.copyOf(environment);
    }

    /** Without the URL, which may hold a password. */
    @Override
    public String toString() {
        return "LedgerPlace[schema=" + schema + ", lake=" + lake + ']';
    }
}
