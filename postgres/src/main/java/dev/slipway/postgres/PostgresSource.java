package dev.slipway.postgres;

import dev.slipway.job.Context;
import dev.slipway.job.Earlier;
import dev.slipway.job.Session;
import dev.slipway.job.Source;

/** Tables, views or a query of a Postgres database. */
public final class PostgresSource implements Source<PostgresUnit> {
    private final PostgresOptions options;

    public PostgresSource(PostgresOptions options) {
        this.options = options;
    }

    @Override
    public Session<PostgresUnit> open(Context context, Earlier earlier) {
        return PostgresSession.open(options, context, earlier, true);
    }

    /**
     * As {@link #open(Context, Earlier)}, for who wants the plan only: connections to read with are not opened yet.
     *
     * @throws dev.slipway.Failure as {@link #open(Context, Earlier)}
     */
    public Session<PostgresUnit> look(Context context, Earlier earlier) {
        return PostgresSession.open(options, context, earlier, false);
    }
}
