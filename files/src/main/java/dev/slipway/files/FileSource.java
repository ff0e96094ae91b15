package dev.slipway.files;

import dev.slipway.Failure;
import dev.slipway.data.Table;
import dev.slipway.duckdb.DuckDb;
import dev.slipway.job.Context;
import dev.slipway.job.Earlier;
import dev.slipway.job.Key;
import dev.slipway.job.Plan;
import dev.slipway.job.Source;
import dev.slipway.ledger.Borders;
import dev.slipway.store.Sha256;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Files of one schema, each a unit; and, if records may be rejected, a table of those. */
public final class FileSource implements Source<FileUnit> {
    /** Under this key, the origin of a file tells which version of its schema it was written by. */
    public static final String VERSION = "files.schema_version";

    /** Hexadecimal, of a fingerprint. */
    private static final int MARK_DIGITS = 12;

    private final FileSet files;
    private final FileSchema schema;
    private final Settings settings;

    /**
     * How files are read.
     *
     * @param engine for CSV; stays the caller's to close
     * @param temporary the folder for what is unpacked or transcoded, and for rejects
     * @param read what reading may take
     * @param rejectsMax more records than this, in all files, are a failure
     * @param rejects whether there is a table of rejects
     * @param readersMax how many files are read at once
     * @param key by what file names tell rows
     * @param published how many rejects the rows tell of that an earlier run wrote of a unit, by its id; empty if none did
     */
    public record Settings(
            DuckDb engine,
            Path temporary,
            ReadSettings read,
            long rejectsMax,
            boolean rejects,
            int readersMax,
            Key key,
            Function<String, OptionalLong> published) {}

    public FileSource(FileSet files, FileSchema schema, Settings settings) {
        this.files = files;
        this.schema = schema;
        this.settings = settings;
    }

    /**
     * Looks at each file; those of this machine are read for that.
     *
     * @throws Failure CONFIG when there is none; INPUT when those that may be kept have more rejects than may be
     */
    @Override
    public FileSession open(Context context, Earlier earlier) {
        if (files.files().isEmpty()) {
            throw new Failure(Failure.Kind.CONFIG, "there is no file for " + files.selection());
        }
        List<String> marks = new ArrayList<>();
        for (FileInput file : files.files()) {
            context.cancel().check();
            marks.add(file.mark());
        }
        List<Plan.PlannedTable<FileUnit>> tables = new ArrayList<>();
        tables.add(planned(schema.table(), marks, false));
        if (settings.rejects()) {
            tables.add(planned(RejectTable.of(schema.table()), marks, true));
        }
        Map<FileInput, Long> kept = new HashMap<>();
        tables.getFirst()
                .units()
                .forEach(unit -> kept.put(
                        unit.file(), settings.published().apply(unit.id()).orElse(0)));
        RejectLogs logs = new RejectLogs(settings, context.cancel(), kept);
        return new FileSession(new Plan<>(tables, Map.of(Plan.SOURCE, "files")), files, schema, settings, logs);
    }

    private Plan.PlannedTable<FileUnit> planned(Table table, List<String> marks, boolean rejects) {
        List<FileUnit> units = IntStream.range(0, marks.size())
                .mapToObj(i -> unit(table, i, marks.get(i), rejects))
                .toList();
        long bytes = files.files().stream().mapToLong(FileInput::size).sum();
        return new Plan.PlannedTable<>(
                table,
                files.selection(),
                Sha256.of(units.stream().map(FileUnit::fingerprint).toList()),
                units,
                Borders.NONE,
                0,
                rejects ? 0 : bytes,
                rejects ? Key.NONE : settings.key(),
                List.of());
    }

    /** The name tells what the file holds, and how it is read: one that changed is another unit. */
    private FileUnit unit(Table table, int ordinal, String mark, boolean rejects) {
        FileInput file = files.files().get(ordinal);
        String fingerprint =
                Sha256.of(List.of(mark, file.name(), SchemaFile.write(schema), String.valueOf(settings.read())));
        String name = file.name() + '#' + fingerprint.substring(0, MARK_DIGITS);
        return new FileUnit(
                table.qualifiedName() + '/' + name,
                ordinal,
                fingerprint,
                table,
                file,
                rejects ? Optional.of(schema.table().qualifiedName() + '/' + name) : Optional.empty(),
                Map.of(VERSION, String.valueOf(schema.version())));
    }
}
