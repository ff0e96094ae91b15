package dev.slipway.app.adopt;

import dev.slipway.Failure;
import dev.slipway.data.Schema;
import dev.slipway.data.Table;
import dev.slipway.job.Cancel;
import dev.slipway.job.Context;
import dev.slipway.job.Earlier;
import dev.slipway.job.Events;
import dev.slipway.job.Key;
import dev.slipway.job.Plan;
import dev.slipway.job.Session;
import dev.slipway.mapping.BoundMapping;
import dev.slipway.mapping.MappedSession;
import dev.slipway.mapping.MappedUnit;
import dev.slipway.postgres.PostgresSource;
import dev.slipway.postgres.PostgresUnit;
import dev.slipway.postgres.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The tables that were asked for: as the source has them, and as an export would write them. */
final class SourceTables {
    private SourceTables() {}

    /**
     * Each of them; without a source, as they are named.
     *
     * @throws Failure CONFIG when there is no such table, or its key cannot be gone on after
     */
    static List<Shape> of(AdoptJob job, Cancel cancel) {
        if (job.url().isEmpty()) {
            return job.tables().stream().map(SourceTables::named).toList();
        }
        Session<PostgresUnit> look =
                new PostgresSource(job.options(job.tables())).look(new Context(cancel, Events.NONE), Earlier.NONE);
        Plan<PostgresUnit> there = look.plan();
        try (MappedSession<PostgresUnit> mapped = MappedSession.of(look, job.mappings())) {
            List<Shape> shapes = new ArrayList<>();
            for (int i = 0; i < there.tables().size(); i++) {
                shapes.add(shape(
                        there.tables().get(i),
                        mapped.plan().tables().get(i),
                        there.origin().getOrDefault(Plan.SOURCE, "")));
            }
            return shapes;
        }
    }

    private static Shape named(String text) {
        QualifiedName name = QualifiedName.parse(text);
        return new Shape(new Table(name.namespace(), name.name(), new Schema(List.of())), Key.NONE, Optional.empty());
    }

    private static Shape shape(
            Plan.PlannedTable<PostgresUnit> there, Plan.PlannedTable<MappedUnit<PostgresUnit>> mapped, String id) {
        Key key = there.key();
        List<String> columns =
                Stream.concat(key.time().stream(), key.id().stream()).toList();
        if (columns.isEmpty()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    there.table().qualifiedName()
                            + " has no primary key that could name rows: say by --key which columns names are about");
        }
        Optional<BoundMapping> mapping = mapped.units().getFirst().mapping();
        key.time()
                .filter(name -> mapping.filter(
                                bound -> bound.sorted(List.of(name)).isEmpty())
                        .isPresent())
                .ifPresent(name -> {
                    throw new Failure(
                            Failure.Kind.CONFIG,
                            "the mapping makes other values of " + name + " of "
                                    + there.table().qualifiedName()
                                    + ", after which nothing can go on: only columns that stay as they are can be the"
                                    + " time of a key");
                });
        return new Shape(mapped.table(), mapped.key(), Optional.of(new Shape.Source(id, there.table(), columns)));
    }
}
