package dev.slipway.mapping;

import dev.slipway.job.Context;
import dev.slipway.job.Earlier;
import dev.slipway.job.Source;
import dev.slipway.job.Unit;

/** A source whose tables are mapped: to whoever reads it, they have always been like that. */
public final class MappedSource<U extends Unit> implements Source<MappedUnit<U>> {
    private final Source<U> source;
    private final Mappings mappings;

    public MappedSource(Source<U> source, Mappings mappings) {
        this.source = source;
        this.mappings = mappings;
    }

    @Override
    public MappedSession<U> open(Context context, Earlier earlier) {
        return MappedSession.of(source.open(context, earlier(earlier, mappings)), mappings);
    }

    /** What earlier runs left, for a source that knows nothing of {@code mappings}. */
    public static Earlier earlier(Earlier earlier, Mappings mappings) {
        return (table, selection) -> earlier.borders(
                table,
                mappings.of(table.qualifiedName())
                        .map(mapping -> selection + mapping.omissions())
                        .orElse(selection));
    }
}
