package dev.slipway.postgres;

import dev.slipway.job.Context;
import dev.slipway.job.Earlier;
import dev.slipway.job.Session;
import dev.slipway.job.Source;
import java.util.List;

/** Tables, views or a query of a Postgres database. */
public final class PostgresSource implements Source<PostgresUnit> {
    private final PostgresOptions options;
    private final Manners manners;

    /** As the options ask for. */
    public PostgresSource(PostgresOptions options) {
        this(options, Manners.of(options, System::nanoTime));
    }

    /** With manners of its own. */
    public PostgresSource(PostgresOptions options, Manners manners) {
        this.options = options;
        this.manners = manners;
    }

    @Override
    public Session<PostgresUnit> open(Context context, Earlier earlier) {
        return PostgresSession.open(options, manners, context, earlier, true);
    }

    /**
     * Each table that the options name, by itself, once; what they say of partitions is told to the context. A name that
     * means nothing is given back as it was written: whoever takes it for a table will be told.
     *
     * @throws dev.slipway.Failure CONFIG or UNAVAILABLE, when that cannot be known
     */
    public List<NamedTable> tables(Context context) {
        return TableList.of(options, context);
    }

    /**
     * As {@link #open(Context, Earlier)}, for who wants the plan only: connections to read with are not opened yet.
     *
     * @throws dev.slipway.Failure as {@link #open(Context, Earlier)}
     */
    public Session<PostgresUnit> look(Context context, Earlier earlier) {
        return PostgresSession.open(options, manners, context, earlier, false);
    }
}
