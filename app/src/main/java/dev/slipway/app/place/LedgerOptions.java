package dev.slipway.app.place;

import dev.slipway.postgres.PostgresLedger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the ledger is. */
public final class LedgerOptions {
    @Option(
            names = "--ledger",
            paramLabel = "URL",
            defaultValue = "${env:SLIPWAY_LEDGER}",
            description = "The Postgres that holds the ledger (default: SLIPWAY_LEDGER, else none: it is beside the"
                    + " files).")
    private @Nullable String url;

    @Option(
            names = "--ledger-schema",
            paramLabel = "NAME",
            defaultValue = PostgresLedger.SCHEMA,
            description = "The schema of its tables (default: ${DEFAULT-VALUE}).")
    private String schema = PostgresLedger.SCHEMA;

    @Option(
            names = "--ledger-name",
            paramLabel = "NAME",
            description = "Tells this ledger from others there (default: the place as it is called when it is first"
                    + " written to).")
    private @Nullable String name;

    /** What they ask for. */
    public LedgerAccess access() {
        return new LedgerAccess(
                Optional.ofNullable(url).filter(text -> !text.isEmpty()),
                System.getenv(),
                schema,
                Optional.ofNullable(name).filter(text -> !text.isEmpty()));
    }
}
