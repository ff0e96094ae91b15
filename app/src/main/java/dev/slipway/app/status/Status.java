package dev.slipway.app.status;

import dev.slipway.data.Losses;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Holder;
import dev.slipway.ledger.RunState;
import dev.slipway.ledger.Slice;
import dev.slipway.ledger.State;
import dev.slipway.ledger.TableState;
import dev.slipway.ledger.Work;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What a person wants to know of a ledger. */
record Status(List<Table> tables, List<Run> runs) {
    /**
     * A table.
     *
     * @param holder the run that works on it, if one does
     * @param lost what became of bad values that were let pass, in what is published
     * @param at when its content was published last; empty: never
     * @param units of the work that is not published yet: how many are written
     * @param troubles what went wrong with units that are not
     */
    record Table(
            String name,
            String job,
            Optional<RunState> holder,
            long rows,
            int files,
            long bytes,
            Losses lost,
            String at,
            boolean publishing,
            Optional<Units> units,
            SortedMap<Integer, Work.Trouble> troubles) {}

    /** Pieces of a table that is not published yet. */
    record Units(int written, int all, long rows, long bytes, Losses lost) {}

    /** A run, and whether it is under way; one that is not and said no end was killed. */
    record Run(RunState state, boolean alive) {}

    static Status of(State state, String job, Instant now, Predicate<Holder> gone) {
        Predicate<RunState> alive = run -> run.alive(now, gone);
        List<Table> tables = new ArrayList<>();
        for (TableState table : state.tables()) {
            if (job.isEmpty() || job.equals(table.job())) {
                tables.add(table(table, state.holder(table.table()).filter(alive)));
            }
        }
        List<Run> runs = new ArrayList<>();
        for (RunState run : state.runs()) {
            if (job.isEmpty() || job.equals(run.job())) {
                runs.add(new Run(run, alive.test(run)));
            }
        }
        return new Status(tables, runs.reversed());
    }

    private static Table table(TableState table, Optional<RunState> holder) {
        List<DataFile> files = table.content().stream()
                .flatMap(slice -> slice.files().stream())
                .toList();
        return new Table(
                table.table(),
                table.job(),
                holder,
                rows(files),
                files.size(),
                DataFile.bytes(files),
                DataFile.lost(files),
                table.content().stream().map(Slice::at).max(String::compareTo).orElse(""),
                table.change().isPresent(),
                table.work().map(Status::units),
                table.work()
                        .<SortedMap<Integer, Work.Trouble>>map(work -> new TreeMap<>(work.troubles()))
                        .orElseGet(TreeMap::new));
    }

    private static Units units(Work work) {
        List<DataFile> files = work.units().values().stream()
                .flatMap(unit -> unit.files().stream())
                .map(file -> file.file())
                .toList();
        return new Units(
                work.units().size(),
                work.plan().fingerprints().size(),
                rows(files),
                DataFile.bytes(files),
                DataFile.lost(files));
    }

    private static long rows(Collection<DataFile> files) {
        return DataFile.rows(files).rows();
    }
}
