package dev.slipway.app.drop;

import dev.slipway.Failure;
import dev.slipway.data.Field;
import dev.slipway.data.Table;
import dev.slipway.job.Cancel;
import dev.slipway.job.Context;
import dev.slipway.job.Earlier;
import dev.slipway.job.Events;
import dev.slipway.job.Plan;
import dev.slipway.job.Reader;
import dev.slipway.job.SourceContent;
import dev.slipway.ledger.Planned;
import dev.slipway.ledger.Slice;
import dev.slipway.mapping.BoundMapping;
import dev.slipway.mapping.MappedSession;
import dev.slipway.mapping.MappedSource;
import dev.slipway.mapping.MappedUnit;
import dev.slipway.postgres.As;
import dev.slipway.postgres.Infinity;
import dev.slipway.postgres.PostgresOptions;
import dev.slipway.postgres.PostgresSource;
import dev.slipway.postgres.PostgresUnit;
import dev.slipway.postgres.QualifiedName;
import dev.slipway.postgres.Standing;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The table's rows as an export of them would read them now, digested. */
final class SourceRows {
    private static final String LOSSY = "slipway.mapping.lossy";
    private static final String RENAMED = "slipway.mapping.column";

    private final DropJob job;
    private final Standing standing;
    private final Archived archived;
    private final Context context;

    SourceRows(DropJob job, Standing standing, Archived archived, Cancel cancel) {
        this.job = job;
        this.standing = standing;
        this.archived = archived;
        this.context = new Context(cancel, Events.NONE);
    }

    /** What a snapshot holds. */
    record Found(Reader.Content content, String snapshot) {}

    /**
     * What the archive lost of the table, by column, and why.
     *
     * @throws Failure CONFIG when the archive does not hold the table as a whole
     */
    Map<String, String> losses() {
        PostgresSource source = new PostgresSource(options());
        try (MappedSession<PostgresUnit> session =
                MappedSession.of(source.look(context, Earlier.NONE), job.mappings())) {
            Plan.PlannedTable<MappedUnit<PostgresUnit>> planned = planned(session);
            Map<String, String> losses = new TreeMap<>();
            archived.tables().forEach(table -> table.schema().fields().stream()
                    .filter(field -> field.origin().containsKey(LOSSY))
                    .forEach(field -> losses.put(
                            field.origin().getOrDefault(RENAMED, field.name()),
                            field.origin().getOrDefault(LOSSY, ""))));
            planned.units().getFirst().mapping().map(BoundMapping::losses).ifPresent(losses::putAll);
            archived.slices()
                    .forEach(slice ->
                            slice.lost().columns().forEach(lost -> losses.put(lost.column(), lost.toString())));
            return losses;
        }
    }

    /** Reads all rows in a snapshot that is taken now. */
    Found read() {
        PostgresSource source = new PostgresSource(options());
        try (MappedSession<PostgresUnit> session =
                new MappedSource<>(source, job.mappings()).open(context, Earlier.NONE)) {
            Reader.Content content = SourceContent.of(session, planned(session).units());
            return new Found(content, session.plan().origin().getOrDefault("postgres.snapshot", ""));
        }
    }

    /** The table as it would be planned today: it must be what the archive holds, and the archive all of it. */
    private Plan.PlannedTable<MappedUnit<PostgresUnit>> planned(MappedSession<PostgresUnit> session) {
        Plan.PlannedTable<MappedUnit<PostgresUnit>> planned =
                session.plan().tables().getFirst();
        String name = standing.qualifiedName();
        boolean together = archived.slices().size() > 1;
        for (Slice slice : archived.slices()) {
            boolean slices = together && slice.selection().startsWith(name + " WHERE ");
            if (!slices && !slice.selection().equals(planned.selection())) {
                throw refused("the archive holds \"" + slice.selection() + "\", which is not all of \""
                        + planned.selection() + '"' + byMapping());
            }
            if (!slice.schema().equals(Planned.hash(planned.table().schema()))) {
                throw refused("the archive has other columns or types than " + name + " has now" + byMapping());
            }
        }
        return planned;
    }

    private String byMapping() {
        boolean mapped = archived.tables().stream()
                .flatMap(table -> table.schema().fields().stream())
                .anyMatch(field -> field.origin().containsKey(BoundMapping.ORIGIN));
        return mapped || !job.mappings().all().isEmpty()
                ? "; it was exported with a mapping: name the same file by --mapping"
                : "";
    }

    private static Failure refused(String text) {
        return new Failure(Failure.Kind.CONFIG, text);
    }

    /** As the export was told to read it, as far as its files tell. */
    private PostgresOptions options() {
        Table table = archived.tables().getFirst();
        Map<String, As> as = new HashMap<>();
        boolean sentinel = false;
        for (Field field : table.schema().fields()) {
            String kept = field.origin().getOrDefault("postgres.as", "");
            if (kept.equals("text") || kept.equals("bytes") || kept.startsWith("decimal(")) {
                as.put(field.origin().getOrDefault(RENAMED, field.name()), As.parse(kept));
            }
            sentinel |= field.origin().containsKey("postgres.infinity");
        }
        return job.options(new QualifiedName(standing.namespace(), standing.name()).sql())
                .withAs(as)
                .withInfinity(sentinel ? Infinity.SENTINEL : Infinity.ERROR);
    }
}
