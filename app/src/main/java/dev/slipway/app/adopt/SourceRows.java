package dev.slipway.app.adopt;

import dev.slipway.Failure;
import dev.slipway.data.Table;
import dev.slipway.digest.Digest;
import dev.slipway.job.Cancel;
import dev.slipway.job.Context;
import dev.slipway.job.Earlier;
import dev.slipway.job.Events;
import dev.slipway.job.Reader;
import dev.slipway.job.SourceContent;
import dev.slipway.mapping.MappedSession;
import dev.slipway.mapping.MappedSource;
import dev.slipway.postgres.PostgresSource;
import dev.slipway.postgres.PostgresUnit;
import dev.slipway.postgres.QualifiedName;
import java.util.List;

/** Some rows of a table as an export would read them now, digested. */
final class SourceRows {
    private final AdoptJob job;
    private final Cancel cancel;

    SourceRows(AdoptJob job, Cancel cancel) {
        this.job = job;
        this.cancel = cancel;
    }

    /** @throws Failure INPUT when the mapping lets bad values pass: which ones, files of others do not tell */
    Digest of(Table table, String where) {
        PostgresSource source =
                new PostgresSource(job.options(List.of(new QualifiedName(table.namespace(), table.name()).sql()))
                        .withWhere(where));
        try (MappedSession<PostgresUnit> session = new MappedSource<>(
                        source, job.mappings().concerning(table.qualifiedName()))
                .open(new Context(cancel, Events.NONE), Earlier.NONE)) {
            Reader.Content content =
                    SourceContent.of(session, session.plan().tables().getFirst().units());
            if (!content.lost().isEmpty()) {
                throw new Failure(
                        Failure.Kind.INPUT,
                        "the mapping lets bad values of " + table.qualifiedName()
                                + " pass, and files of others do not tell of which rows: adopt with a mapping that"
                                + " refuses them");
            }
            return content.rows();
        }
    }
}
