package dev.slipway.app.export;

import dev.slipway.app.ExitCode;
import dev.slipway.app.console.Words;
import dev.slipway.app.place.Place;
import dev.slipway.files.FileRead;
import dev.slipway.files.FileUnit;
import dev.slipway.job.Event;
import dev.slipway.job.Events;
import dev.slipway.job.Export;
import dev.slipway.job.Plan;
import dev.slipway.job.UnitName;
import dev.slipway.ledger.DataFile;
import dev.slipway.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Tells a person what became of each file, and programs what became of each table. Thread-safe. */
final class FileReport implements Events {
    private static final double KILO = 1_024;

    private final Running running;
    private final FileJob.Telling telling;
    private final Map<String, FileUnit> inputs = new LinkedHashMap<>();
    private final Map<String, Event.UnitDone> done = new ConcurrentHashMap<>();
    private final Map<String, List<DataFile>> files = new ConcurrentHashMap<>();

    FileReport(Running running, FileJob.Telling telling) {
        this.running = running;
        this.telling = telling;
    }

    private boolean eachFile() {
        return !running.json() && telling == FileJob.Telling.FILES;
    }

    private void line(String text) {
        running.console().out().println(Words.printable(text));
    }

    private void warn(String text) {
        running.console().err().println("slipway: " + Words.printable(text));
    }

    /** What will be read, and what was not there. */
    void found(FileFinder.Found found) {
        notes(found);
        if (eachFile()) {
            found.sets().stream()
                    .flatMap(set -> set.files().stream())
                    .forEach(file -> line(
                            "✓ Found " + name(file) + " (" + size(file.input().size()) + ")"));
        }
    }

    /** What was not there. */
    void notes(FileFinder.Found found) {
        if (!running.json()) {
            found.notes().forEach(this::line);
        }
    }

    /** There is nothing to do. */
    void nothing(boolean dryRun) {
        if (running.json()) {
            running.summarizeNothing();
        } else {
            line(dryRun ? "DRY RUN - no files written" : "✓ Export complete (0 new files)");
            running.console().out().flush();
        }
    }

    /** What a run would do. */
    int look(FileRun run, Store store, FileJob job) {
        if (!eachFile()) {
            return new DryRun(running.console(), store, store.root(), running.json())
                    .show(run.plan(), job.settings().workers(), run.evolved());
        }
        run.evolved().forEach(this::line);
        for (FileUnit unit : rows(run)) {
            String made = unit.named()
                    .map(FileReport::made)
                    .orElse("files of " + name(unit.file().orElseThrow()));
            boolean there = run.published().shows(unit.id());
            line(there ? "⊘ " + made + " already exists, skipping" : "→ Would create " + made);
        }
        line("DRY RUN - no files written");
        running.console().out().flush();
        return ExitCode.DONE;
    }

    private static List<FileUnit> rows(FileRun run) {
        return run.plan().tables().stream()
                .map(Plan.PlannedTable::units)
                .flatMap(List::stream)
                .filter(unit -> unit.file().isPresent() && unit.rejectsOf().isEmpty())
                .toList();
    }

    void begin(FileRun run) {
        rows(run).forEach(unit -> inputs.put(unit.id(), unit));
        if (!running.json()) {
            run.evolved().forEach(this::line);
        }
    }

    @Override
    public void accept(Event event) {
        if (event instanceof Event.UnitDone unit) {
            done.put(unit.unit(), unit);
        } else if (event instanceof Event.FilePublished published) {
            files.computeIfAbsent(published.file().unit(), unit -> new ArrayList<>())
                    .add(published.file());
        }
    }

    /**
     * How it ended.
     *
     * @param ended the exit status that follows from the results
     * @return the one of the process
     */
    int end(Store store, List<Export.Result> results, FileJob job, int ended) {
        boolean readBack = job.conduct().verify() == Conduct.Verify.NOW;
        int made = 0;
        for (FileUnit unit : inputs.values()) {
            made += told(store, unit, unit.file().orElseThrow()) ? 1 : 0;
        }
        if (!eachFile()) {
            return running.summarize(store, results, readBack, ended);
        }
        results.stream()
                .filter(Export.Result.Failed.class::isInstance)
                .map(Export.Result.Failed.class::cast)
                .forEach(failed -> warn(failed.table() + " was not exported: "
                        + failed.failure().text()));
        running.tally().state().warnings().forEach(warning -> warn("warning: " + warning));
        if (ended == ExitCode.DONE) {
            if (readBack && made > 0) {
                line("✓ Schema validated");
            }
            line("✓ Export complete (" + Words.count(made, "new file") + ")");
        }
        running.console().out().flush();
        running.console().err().flush();
        return running.over(ended);
    }

    /** Whether something was made of it. */
    private boolean told(Store store, FileUnit unit, FileRead file) {
        List<DataFile> made = files.getOrDefault(unit.id(), List.of());
        Event.@Nullable UnitDone how = done.get(unit.id());
        if (how == null || made.isEmpty()) {
            return false;
        }
        String first = made.getFirst().key();
        if (how.kept()) {
            tell("⊘ " + first.substring(first.lastIndexOf('/') + 1) + " already exists, skipping");
            return false;
        }
        long rejected = made.stream().mapToLong(each -> each.lost().rejected()).sum();
        long bytes = made.stream().mapToLong(DataFile::bytes).sum();
        long before = unit.bytes();
        running.context()
                .events()
                .accept(new Event.Converted(file.input().name(), before, how.rows(), rejected, first, bytes));
        tell("✓ Parsed " + Words.count(how.rows(), "row") + " from " + name(file));
        if (rejected > 0) {
            tell("✗ " + Words.count(rejected, "record") + " of it " + (rejected == 1 ? "is" : "are") + " no row: see "
                    + file.schema().name() + "_rejects for the reason");
        }
        made.forEach(each -> tell("✓ Wrote " + shown(store, each.key()) + " (" + size(each.bytes()) + ")"));
        tell("✓ Compression: " + size(before) + " → " + size(bytes) + compared(before, bytes));
        return true;
    }

    private void tell(String text) {
        if (eachFile()) {
            line(text);
        }
    }

    private static String compared(long before, long after) {
        double less = before == 0 ? 0 : 100 * (1 - (double) after / before);
        return less < 0
                ? String.format(Locale.ROOT, " (%.1f%% larger: a footer weighs more than so few rows)", -less)
                : String.format(Locale.ROOT, " (%.1f%% reduction)", less);
    }

    /** As it is called from where the user is, if it is below that. */
    private static String shown(Store store, String key) {
        String whole = store.root() + '/' + key;
        Path here = Path.of("").toAbsolutePath();
        return !Place.inS3(whole) && Path.of(whole).toAbsolutePath().startsWith(here)
                ? here.relativize(Path.of(whole).toAbsolutePath().normalize()).toString()
                : whole;
    }

    private static String made(UnitName name) {
        return name.key().substring(name.key().lastIndexOf('/') + 1) + ".parquet";
    }

    private static String name(FileRead file) {
        return file.input().name().substring(file.input().name().lastIndexOf('/') + 1);
    }

    /** In units of 1,024, as file managers and {@code ls -h} count. */
    private static String size(long bytes) {
        double kilo = bytes / KILO;
        return kilo < KILO
                ? String.format(Locale.ROOT, kilo < 10 ? "%.1f KB" : "%.0f KB", kilo)
                : String.format(Locale.ROOT, "%.1f MB", kilo / KILO);
    }
}
