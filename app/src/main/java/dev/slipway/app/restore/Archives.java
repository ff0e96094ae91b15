package dev.slipway.app.restore;

import dev.slipway.Failure;
import dev.slipway.app.verify.Subject;
import dev.slipway.app.verify.Subjects;
import dev.slipway.data.Field;
import dev.slipway.data.TypeName;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.ledger.DataFile;
import dev.slipway.mapping.Unmapping;
import dev.slipway.postgres.Archive;
import dev.slipway.store.LocalCopies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds the files that are one table, among what was named. */
final class Archives {
    private final DuckDb engine;
    private final LocalCopies copies;
    private final Subjects subjects;

    /** @param copies of files that are not local */
    Archives(DuckDb engine, LocalCopies copies, Subjects subjects) {
        this.engine = engine;
        this.copies = copies;
        this.subjects = subjects;
    }

    /**
     * The archive of one table below some paths.
     *
     * @param from the table, when there may be several
     * @param part whether some of a table's files will do
     * @param asSource whether its rows are to be had as they were before they were mapped
     * @throws Failure CONFIG when there is none, or more than one, when files do not agree, or cannot be had as
     *     they were; CORRUPT when one is damaged
     */
    Archive find(List<String> paths, Optional<String> from, boolean part, boolean asSource) {
        paths.forEach(subjects::add);
        List<Subject> named = subjects.all();
        List<Subjects.Archived> tables = subjects.archived();
        List<Subject> chosen = tables.isEmpty() && from.isEmpty() ? named : of(choose(tables, from), named, part);
        if (chosen.isEmpty()) {
            throw new Failure(
                    Failure.Kind.CONFIG, "nothing to restore: no .parquet file below " + String.join(", ", paths));
        }
        return archive(
                chosen.stream()
                        .map(subject -> ArchiveFile.open(engine, copies, subject))
                        .toList(),
                asSource);
    }

    private static Subjects.Archived choose(List<Subjects.Archived> tables, Optional<String> from) {
        List<Subjects.Archived> matching = tables.stream()
                .filter(table ->
                        from.isEmpty() || from.get().equals(table.manifest().table()))
                .toList();
        if (matching.size() != 1) {
            String names = tables.stream()
                    .map(table -> table.manifest().table())
                    .sorted()
                    .limit(10)
                    .collect(Collectors.joining(", "));
            throw new Failure(
                    Failure.Kind.CONFIG,
                    matching.isEmpty()
                            ? "there is no table " + from.orElse("") + " there; there are: " + names
                            : "there are several tables there; name one with --from: " + names);
        }
        return matching.getFirst();
    }

    private static List<Subject> of(Subjects.Archived table, List<Subject> named, boolean part) {
        Set<String> keys = table.manifest().files().stream().map(DataFile::key).collect(Collectors.toSet());
        List<Subject> chosen = named.stream()
                .filter(subject -> subject.receipt()
                        .map(DataFile::key)
                        .filter(keys::contains)
                        .isPresent())
                .toList();
        if (chosen.size() < keys.size() && !part) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "only " + chosen.size() + " of the " + keys.size() + " files of "
                            + table.manifest().table() + " lie there: the table would not be what it was; name "
                            + table.store().root() + " with --from "
                            + table.manifest().table() + ", or say --part");
        }
        return chosen;
    }

    /** What the last file says of the table holds, as long as all have the same columns. */
    private static Archive archive(List<ArchiveFile> files, boolean asSource) {
        ArchiveFile last = files.getLast();
        for (ArchiveFile file : files) {
            if (!columns(file).equals(columns(last))) {
                throw new Failure(
                        Failure.Kind.CONFIG,
                        file.shown() + " has the columns " + columns(file) + ", and " + last.shown() + " has "
                                + columns(last) + ": they are not one table; name the files of one");
            }
        }
        Map<String, String> origin = new TreeMap<>(last.metadata());
        origin.keySet().removeIf(key -> !key.startsWith("postgres."));
        Optional<Unmapping> unmapping =
                asSource ? Unmapping.of(files.stream().map(ArchiveFile::said).toList()) : Optional.empty();
        return unmapping
                .map(back -> new Archive(back, origin, List.copyOf(files)))
                .orElseGet(() -> new Archive(last.table(), origin, List.copyOf(files)));
    }

    private static List<String> columns(ArchiveFile file) {
        return file.table().schema().fields().stream().map(Archives::column).toList();
    }

    private static String column(Field field) {
        return field.name() + " " + TypeName.of(field.type());
    }
}
