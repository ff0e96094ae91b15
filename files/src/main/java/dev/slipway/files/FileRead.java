package dev.slipway.files;

import dev.slipway.job.UnitName;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A file and how it is read.
 *
 * @param date of what it tells, as far as that is known without its rows: the same file of another date is another one
 * @param named what the file that is made of it is called; empty: by its rows
 */
public record FileRead(FileInput input, FileSchema schema, Optional<LocalDate> date, Optional<UnitName> named) {
    /** Of no date, and with no name asked for. */
    public static FileRead of(FileInput input, FileSchema schema) {
        return new FileRead(input, schema, Optional.empty(), Optional.empty());
    }

    /** What tells it from others, whatever it holds. */
    String identity() {
        return input.name() + date.map(day -> "@" + day).orElse("");
    }

    /** Without its folder. */
    String fileName() {
        return input.name().substring(input.name().lastIndexOf('/') + 1);
    }

    /** When it was changed, if the rows depend on that. */
    Optional<Instant> modified() {
        boolean matters = schema.columns().stream()
                .anyMatch(column -> column.otherwise().stream().anyMatch(Fallback.FileModified.class::isInstance));
        return matters ? input.modified() : Optional.empty();
    }
}
