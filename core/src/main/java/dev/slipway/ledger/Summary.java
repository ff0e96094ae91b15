package dev.slipway.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The entries that give a state in as few as possible: what a ledger keeps when its history grows long. */
final class Summary {
    /** Runs that have no table any more are remembered up to this many. */
    private static final int RUNS = 100;

    private Summary() {}

    static List<Entry> of(State state) {
        List<Entry> entries = new ArrayList<>();
        Set<String> holding = new HashSet<>();
        state.tables().forEach(table -> holding.add(table.run()));
        int older = state.runs().size() - RUNS;
        for (RunState run : state.runs()) {
            if (older-- <= 0 || holding.contains(run.run())) {
                entries.add(new Entry.Started(run.run(), run.job(), run.holder(), run.started(), run.until()));
                run.ended()
                        .ifPresent(at -> entries.add(
                                new Entry.Ended(run.run(), at, run.outcome().orElseThrow())));
            }
        }
        state.tables().forEach(table -> add(table, entries));
        return entries;
    }

    private static void add(TableState table, List<Entry> entries) {
        String name = table.table();
        long epoch = table.epoch();
        entries.add(new Entry.Claimed(name, epoch, table.run()));
        entries.addAll(content(name, epoch, table.content()));
        for (Removal.Done done : table.removed()) {
            entries.add(new Entry.Dropping(name, epoch, done.removal()));
            entries.add(new Entry.Dropped(name, epoch, done.removal().change(), done.at()));
        }
        // One by one: of several, those without rows would not count.
        for (DataFile stray : table.strays()) {
            publishing(name, epoch, new Slice("", "", "", "", Map.of(), "", List.of(stray)), entries);
            entries.add(new Entry.Abandoned(name, epoch, ""));
        }
        if (!table.strays().isEmpty() && table.work().isEmpty()) {
            entries.add(new Entry.GivenUp(name, epoch));
        }
        table.work().ifPresent(work -> {
            entries.add(new Entry.Replanned(name, epoch, work.plan()));
            work.units()
                    .forEach((unit, done) ->
                            entries.add(new Entry.Written(name, epoch, unit, done.mark(), done.files())));
            work.troubles()
                    .forEach((unit, trouble) ->
                            entries.add(new Entry.Failed(name, epoch, unit, trouble.kind(), trouble.text())));
        });
        table.removing().ifPresent(removal -> entries.add(new Entry.Dropping(name, epoch, removal)));
        table.change().ifPresent(change -> entries.add(new Entry.Publishing(name, epoch, change)));
    }

    /** The entries that make {@code slices} the content of a table that has none of these. */
    static List<Entry> content(String table, long epoch, List<Slice> slices) {
        List<Entry> entries = new ArrayList<>();
        for (Slice slice : slices) {
            publishing(table, epoch, slice, entries);
            entries.add(new Entry.Published(table, epoch, slice.run(), Instant.parse(slice.at())));
        }
        return entries;
    }

    private static void publishing(String table, long epoch, Slice slice, List<Entry> entries) {
        Map<String, List<UnitFile>> units = new LinkedHashMap<>();
        slice.files().forEach(file -> units.computeIfAbsent(file.unit(), unit -> new ArrayList<>())
                .add(new UnitFile(file, "")));
        List<String> fingerprints = units.values().stream()
                .map(files -> files.getFirst().file().fingerprint())
                .toList();
        entries.add(new Entry.Replanned(
                table,
                epoch,
                new Planned(
                        slice.run(),
                        Planned.Mode.APPEND,
                        false,
                        slice.selection(),
                        slice.schema(),
                        slice.origin(),
                        slice.mark(),
                        Borders.NONE,
                        fingerprints.isEmpty() ? List.of("") : fingerprints)));
        int ordinal = 0;
        for (List<UnitFile> files : units.values()) {
            entries.add(new Entry.Written(table, epoch, ordinal++, slice.mark(), files));
        }
        entries.add(new Entry.Publishing(table, epoch, slice.run()));
    }
}
