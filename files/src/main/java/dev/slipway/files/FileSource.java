package dev.slipway.files;

import dev.slipway.Failure;
import dev.slipway.data.Table;
import dev.slipway.duckdb.DuckDb;
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

/** Files that make tables, each a unit; and, if records may be rejected, tables of those. */
public final class FileSource implements Source<FileUnit> {
    /** Under this key, the origin of a file tells which version of its schema it was written by. */
    public static final String VERSION = "files.schema_version";

    /** Under this key and the name of a table, the origin of its content tells the schema that it was written by. */
    public static final String SHAPE = "files.schema.";

    private final List<FileSet> sets;
    private final Settings settings;

    /**
     * How files are read.
     *
     * @param engine for CSV; stays the caller's to close
     * @param temporary the folder for what is unpacked or transcoded, and for rejects
     * @param read what reading may take
     * @param rejectsMax more records than this, in all files, are a failure
     * @param rejects whether there are tables of rejects
     * @param readersMax how many files are read at once
     * @param key by what file names tell rows
     * @param published what earlier runs made of these files, and of others
     */
    public record Settings(
            DuckDb engine,
            Path temporary,
            ReadSettings read,
            long rejectsMax,
            boolean rejects,
            int readersMax,
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
        Map<FileInput, Long> kept = new HashMap<>();
        for (FileSet set : sets) {
            List<String> marks = new ArrayList<>();
            for (FileRead file : set.files()) {
                context.cancel().check();
                marks.add(file.input().mark());
            }
            Plan.PlannedTable<FileUnit> rows = planned(set, set.table(), marks, false);
            requireNames(rows.units());
            tables.add(rows);
            rows.units().forEach(unit -> unit.file()
                    .ifPresent(file -> kept.put(
                            file.input(),
                            settings.published()
                                    .of(unit.id())
                                    .map(Published.Files::rejected)
                                    .orElse(0L))));
            if (settings.rejects()) {
                tables.add(planned(set, RejectTable.of(set.table()), marks, true));
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

    private static void requireNames(List<FileUnit> units) {
        Map<String, FileRead> names = new HashMap<>();
        for (FileUnit unit : units) {
            unit.file().ifPresent(file -> {
                FileRead other = unit.named()
                        .map(UnitName::key)
                        .map(key -> names.put(key, file))
                        .orElse(null);
                if (other != null) {
                    throw new Failure(
                            Failure.Kind.CONFIG,
                            other.input().name() + " and " + file.input().name() + " would both become "
                                    + unit.named().orElseThrow().key()
                                    + ": give one of them another name, for instance by {file} in it");
                }
            });
        }
    }

    private Plan.PlannedTable<FileUnit> planned(FileSet set, Table table, List<String> marks, boolean rejects) {
        List<FileUnit> units = new ArrayList<>();
        for (FileRead file : set.files()) {
            units.add(unit(table, file, units.size(), marks.get(units.size()), rejects));
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

    private FileUnit unit(Table table, FileRead file, int ordinal, String mark, boolean rejects) {
        String fingerprint = Sha256.of(List.of(
                mark,
                file.input().name(),
                SchemaFile.write(file.schema()),
                String.valueOf(settings.read()),
                file.date().map(String::valueOf).orElse(""),
                file.modified().map(String::valueOf).orElse(""),
                file.named().map(UnitName::key).orElse("")));
        return new FileUnit(
                UnitIds.of(table.qualifiedName() + '/' + file.identity(), fingerprint),
                ordinal,
                fingerprint,
                table,
                Optional.of(file),
                rejects
                        ? Optional.of(
                                UnitIds.of(file.schema().table().qualifiedName() + '/' + file.identity(), fingerprint))
                        : Optional.empty(),
                Map.of(VERSION, String.valueOf(file.schema().version())));
    }

    /** What was published of files that are not among these stays. */
    private void addOthers(Table table, List<FileUnit> units) {
        Set<String> here = new HashSet<>();
        units.forEach(unit -> here.add(UnitIds.file(unit.id())));
        settings.published().units().entrySet().stream()
                .filter(entry -> entry.getValue().visible())
                .filter(entry -> entry.getKey().startsWith(table.qualifiedName() + '/'))
                .filter(entry -> !here.contains(UnitIds.file(entry.getKey())))
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> units.add(new FileUnit(
                        entry.getKey(),
                        units.size(),
                        entry.getValue().fingerprint(),
                        table,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of())));
    }
}
