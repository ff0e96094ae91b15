package dev.slipway.postgres;

import dev.slipway.job.Context;
import dev.slipway.job.Session;
import dev.slipway.job.Source;

/** Tables, views or a query of a Postgres database. */
public final class PostgresSource implements Source<PostgresUnit> {
    private final PostgresOptions options;

    public PostgresSource(PostgresOptions options) {
        this.options = options;
    }

    @Override
    public Session<PostgresUnit> open(Context context) {
        return PostgresSession.open(options, context);
    }
}
