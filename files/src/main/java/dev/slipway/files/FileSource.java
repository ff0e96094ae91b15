package dev.slipway.files;

import dev.slipway.Failure;
import dev.slipway.data.Table;
import dev.slipway.job.Context;
import dev.slipway.job.Earlier;
import dev.slipway.job.Key;
import dev.slipway.job.Plan;
import dev.slipway.job.Source;
import dev.slipway.job.UnitName;
import dev.slipway.ledger.Borders;
import dev.slipway.store.Sha256;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Files that make tables, each a unit, or several if it is large; and, if records may be rejected, tables of those. */
public final class FileSource implements Source<FileUnit> {
    /** Under this key, the origin of a file tells which version of its schema it was written by. */
    public static final String VERSION = "files.schema_version";

    /** Under this key and the name of a table, the origin of its content tells the schema that it was written by. */
    public static final String SHAPE = "files.schema.";

    /** From as many bytes on, a CSV file is worth to be read by two. */
    public static final long CUT_FROM_BYTES = 64L << 20;

    private final List<FileSet> sets;
    private final Settings settings;

    /**
     * How files are read.
     *
     * @param temporary the folder for rejects
     * @param read what reading may take
     * @param rejectsMax more records than this, in all files, are a failure
     * @param rejects whether there are tables of rejects
     * @param readersMax how many files or pieces are read at once
     * @param cutFromBytes files of CSV of so many bytes are read in pieces
     * @param key by what file names tell rows
     * @param published what earlier runs made of these files, and of others
     */
    public record Settings(
            Path temporary,
            ReadSettings read,
            long rejectsMax,
            boolean rejects,
            int readersMax,
            long cutFromBytes,
            Key key,
            Published published) {}

    /** @param sets at least one, each of another table */
    public FileSource(List<FileSet> sets, Settings settings) {
        this.sets = List.copyOf(sets);
        this.settings = settings;
    }

    /**
     * Looks at each file; those of this machine are read for that.
     *
     * @throws Failure CONFIG when two files are to have one name; INPUT when those that may be kept have more rejects than
     *     may be
     */
    @Override
    public FileSession open(Context context, Earlier earlier) {
        List<Plan.PlannedTable<FileUnit>> tables = new ArrayList<>();
        Map<String, Long> kept = new HashMap<>();
        for (FileSet set : sets) {
            List<Part> parts = new ArrayList<>();
            for (FileRead file : set.files()) {
                context.cancel().check();
                parts.addAll(parts(file));
            }
            Plan.PlannedTable<FileUnit> rows = planned(set, set.table(), parts, false);
            requireNames(rows.units());
            tables.add(rows);
            rows.units().forEach(unit -> unit.file()
                    .ifPresent(file -> kept.put(
                            unit.id(),
                            settings.published()
                                    .of(unit.id())
                                    .map(Published.Files::rejected)
                                    .orElse(0L))));
            if (settings.rejects()) {
                tables.add(planned(set, RejectTable.of(set.table()), parts, true));
            }
        }
        RejectLogs logs = new RejectLogs(settings, context.cancel(), kept);
        return new FileSession(new Plan<>(tables, origin()), settings, logs);
    }

    private Map<String, String> origin() {
        Map<String, String> origin = new HashMap<>();
        origin.put(Plan.SOURCE, "files");
        sets.forEach(set -> origin.put(SHAPE + set.table().name(), SchemaFile.write(set.shape())));
        return origin;
    }

    /** No two files have one name: neither two of this run, nor one of it and one that stays of an earlier one. */
    private void requireNames(List<FileUnit> units) {
        Map<String, String> names = new HashMap<>();
        for (FileUnit unit : units) {
            unit.named().map(UnitName::key).ifPresent(key -> {
                String file = unit.file().orElseThrow().input().name();
                String other = names.put(key, file);
                if (other != null) {
                    throw clash(other, file, key, "");
                }
            });
        }
        units.stream()
                .filter(FileUnit::stays)
                .forEach(unit -> settings.published().of(unit.id()).ifPresent(files -> files.keys()
                        .forEach(there -> names.forEach((key, file) -> {
                            if (UnitName.isOf(key, there)) {
                                throw clash(
                                        UnitIds.file(unit.id()),
                                        file,
                                        key,
                                        ", and what an earlier run made of the first stays");
                            }
                        }))));
    }

    private static Failure clash(String one, String other, String key, String more) {
        return new Failure(
                Failure.Kind.CONFIG,
                one + " and " + other + " would both become " + key + more
                        + ": give one of them another name, for instance by {file} in it");
    }

    /** What one worker reads at a time. */
    private record Part(FileRead file, String mark, CsvPiece piece) {}

    /** A large file is walked over while it is hashed; one that is asked to have a name is one file, and stays whole. */
    private List<Part> parts(FileRead file) {
        if (file.input().size() < settings.cutFromBytes() || file.named().isPresent()) {
            return List.of(new Part(file, file.input().mark(), CsvPiece.WHOLE));
        }
        CompletableFuture<List<CsvPiece>> pieces = CompletableFuture.supplyAsync(
                () -> CsvPieces.of(file.input(), file.schema().format(), settings.cutFromBytes()));
        String mark = file.input().mark();
        try {
            return pieces.join().stream()
                    .map(piece -> new Part(file, mark, piece))
                    .toList();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Failure failure ? failure : e;
        }
    }

    private Plan.PlannedTable<FileUnit> planned(FileSet set, Table table, List<Part> parts, boolean rejects) {
        List<FileUnit> units = new ArrayList<>();
        for (Part part : parts) {
            units.add(unit(table, part, units.size(), rejects));
        }
        if (set.keepsOthers()) {
            addOthers(table, units);
        }
        long bytes = set.files().stream().mapToLong(file -> file.input().size()).sum();
        return new Plan.PlannedTable<>(
                table,
                set.selection(),
                Sha256.of(units.stream().map(FileUnit::fingerprint).toList()),
                units,
                Borders.NONE,
                0,
                rejects ? 0 : bytes,
                rejects ? Key.NONE : settings.key(),
                List.of());
    }

    private FileUnit unit(Table table, Part part, int ordinal, boolean rejects) {
        FileRead file = part.file();
        String fingerprint = Sha256.of(List.of(
                part.mark(),
                file.input().name(),
                SchemaFile.write(file.schema()),
                String.valueOf(settings.read()),
                file.date().map(String::valueOf).orElse(""),
                file.modified().map(String::valueOf).orElse(""),
                file.named().map(UnitName::key).orElse(""),
                part.piece().name()));
        return new FileUnit(
                UnitIds.of(table.qualifiedName() + '/' + file.identity(), fingerprint),
                ordinal,
                fingerprint,
                table,
                Optional.of(file),
                part.piece(),
                rejects
                        ? Optional.of(
                                UnitIds.of(file.schema().table().qualifiedName() + '/' + file.identity(), fingerprint))
                        : Optional.empty(),
                Map.of(VERSION, String.valueOf(file.schema().version())));
    }

    /** What was published of files that are not among these stays. */
    private void addOthers(Table table, List<FileUnit> units) {
        Set<String> here = new HashSet<>();
        for (FileUnit unit : units) {
            here.add(UnitIds.file(unit.id()));
            // Also as it was called when nothing told its date.
            unit.file()
                    .ifPresent(file ->
                            here.add(table.qualifiedName() + '/' + file.input().name()));
        }
        String prefix = table.qualifiedName() + '/';
        settings.published().units().entrySet().stream()
                .filter(entry -> entry.getValue().visible())
                .filter(entry -> entry.getKey().startsWith(prefix + '/')
                        || entry.getKey().startsWith(prefix + "s3://"))
                .filter(entry -> !here.contains(UnitIds.file(entry.getKey())))
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> units.add(new FileUnit(
                        entry.getKey(),
                        units.size(),
                        entry.getValue().fingerprint(),
                        table,
                        Optional.empty(),
                        CsvPiece.WHOLE,
                        Optional.empty(),
                        Map.of())));
    }
}
