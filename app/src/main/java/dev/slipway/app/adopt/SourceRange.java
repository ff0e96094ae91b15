package dev.slipway.app.adopt;

import dev.slipway.Failure;
import dev.slipway.data.Type;
import dev.slipway.job.Cancel;
import dev.slipway.job.KeySpan;
import dev.slipway.postgres.PostgresKey;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Where at the source the rows of some files end. At the last time of the files, the source's rows are counted off in the order of
 * its key; whether those are the rows of the files, and all before them too, is for digests to say.
 */
final class SourceRange {
    private final AdoptJob job;
    private final Shape shape;
    private final Cancel cancel;

    SourceRange(AdoptJob job, Shape shape, Cancel cancel) {
        this.job = job;
        this.shape = shape;
        this.cancel = cancel;
    }

    /** The range, and the condition that its rows meet. */
    record Found(KeySpan span, String where) {}

    /** @throws Failure INPUT when the source has no row where the files end */
    Found of(List<ForeignFile> files, Shape.Source source) {
        PostgresKey key =
                PostgresKey.of(job.url().orElseThrow(), job.environment(), source.table(), source.key(), cancel);
        Optional<RowsAtEnd> end = end(files);
        Optional<String> time = end.map(rows -> text(rows.time()));
        long place = end.map(RowsAtEnd::rows).orElseGet(() -> rows(files));
        List<String> through = key.at(time, place)
                .orElseThrow(() -> new Failure(
                        Failure.Kind.INPUT,
                        "the source has no row of " + source.table().qualifiedName()
                                + time.map(at -> " at " + at).orElse("")
                                + ", where the files end: it is not the table that they were made of, or was changed"
                                + " since"));
        KeySpan span = new KeySpan(source.key(), List.of(), through);
        return new Found(span, key.condition(span));
    }

    private static long rows(List<ForeignFile> files) {
        return files.stream().mapToLong(file -> file.receipt().rows().rows()).sum();
    }

    private static Optional<RowsAtEnd> end(List<ForeignFile> files) {
        RowsAtEnd all = new RowsAtEnd(0);
        files.forEach(file -> file.end().ifPresent(all::add));
        return all.rows() == 0 ? Optional.empty() : Optional.of(all);
    }

    private String text(long time) {
        String column = shape.key().time().orElseThrow();
        int position = shape.table().schema().position(column).orElseThrow();
        Type type = shape.table().schema().fields().get(position).type();
        if (type instanceof Type.Timestamp timestamp) {
            long perSecond =
                    switch (timestamp.unit()) {
                        case MILLIS -> 1_000L;
                        case MICROS -> 1_000_000L;
                        case NANOS -> 1_000_000_000L;
                    };
            return LocalDateTime.ofEpochSecond(
                            Math.floorDiv(time, perSecond),
                            (int) (Math.floorMod(time, perSecond) * (1_000_000_000L / perSecond)),
                            ZoneOffset.UTC)
                    + (timestamp.utc() ? "Z" : "");
        }
        return LocalDate.ofEpochDay(time).toString();
    }
}
