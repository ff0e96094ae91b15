package dev.slipway.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How far the present plan of a table has come. Not thread-safe; made and changed by {@link TableState} alone. */
public final class Work {
    /**
     * A unit whose rows stand in complete files.
     *
     * @param mark of the snapshot that they were read from
     */
    public record Done(String mark, List<UnitFile> files) {
        /** Whether each file was read back. */
        public boolean verified() {
            return files.stream().allMatch(file -> file.file().verified());
        }

        private Done readBack() {
            return new Done(
                    mark,
                    files.stream()
                            .map(file -> new UnitFile(file.file().readBack(), file.staged()))
                            .toList());
        }
    }

    /** Why a unit is not done. */
    public record Trouble(String kind, String text) {}

    private final Planned plan;
    private final SortedMap<Integer, Done> units = new TreeMap<>();
    private final SortedMap<Integer, Trouble> troubles = new TreeMap<>();

    /** What this is tried on: its units count where nothing was said of them here. */
    private @Nullable Work base;

    private final Set<Integer> removed = new HashSet<>();

    Work(Planned plan) {
        this.plan = plan;
    }

    Work copy() {
        Work copy = new Work(plan);
        copy.units.putAll(units());
        copy.troubles.putAll(troubles);
        return copy;
    }

    /** One that begins as this is, and changes without changing this; cheap however many units there are. */
    Work trial() {
        Work trial = new Work(plan);
        trial.base = this;
        trial.troubles.putAll(troubles);
        return trial;
    }

    /** What is being done. */
    public Planned plan() {
        return plan;
    }

    /** The units that are written, by their ordinals. */
    public SortedMap<Integer, Done> units() {
        if (base == null) {
            return Collections.unmodifiableSortedMap(units);
        }
        NavigableMap<Integer, Done> all = new TreeMap<>(base.units());
        removed.forEach(all::remove);
        all.putAll(units);
        return all;
    }

    /** Where files stand that the next run relies on: the keys of what is staged. */
    public Set<String> staged() {
        Set<String> staged = new HashSet<>();
        units().values().forEach(unit -> unit.files().forEach(file -> staged.add(file.staged())));
        return staged;
    }

    /** What stands for a unit, if it is written. */
    public Optional<Done> done(int unit) {
        Done done = units.get(unit);
        return done == null && base != null && !removed.contains(unit) ? base.done(unit) : Optional.ofNullable(done);
    }

    /** What went wrong with units that are not written, by their ordinals; −1 for the table as a whole. */
    public SortedMap<Integer, Trouble> troubles() {
        return Collections.unmodifiableSortedMap(troubles);
    }

    /** Whether all units are written, and read back if that was asked for. */
    public boolean complete() {
        SortedMap<Integer, Done> all = units();
        return all.size() == plan.fingerprints().size()
                && (!plan.readBack() || all.values().stream().allMatch(Done::verified));
    }

    /**
     * The files that will be content: those of all units in their order. A file without rows, which keeps the schema of an
     * empty table, is not needed beside others, unless it tells of rows that were left out.
     */
    public List<UnitFile> files() {
        List<UnitFile> all = new ArrayList<>();
        units().values().forEach(unit -> all.addAll(unit.files()));
        List<UnitFile> filled =
                all.stream().filter(file -> Work.tells(file.file())).toList();
        return filled.isEmpty() ? all.stream().limit(1).toList() : filled;
    }

    private static boolean tells(DataFile file) {
        return file.rows().rows() > 0 || !file.lost().isEmpty();
    }

    /** Takes over from an earlier plan what was written for units that are planned alike. */
    void keep(Work earlier) {
        List<String> now = plan.fingerprints();
        List<String> before = earlier.plan.fingerprints();
        earlier.units().forEach((unit, done) -> {
            if (unit < now.size() && now.get(unit).equals(before.get(unit))) {
                units.put(unit, done);
            }
        });
    }

    void written(int unit, Done done) {
        units.put(unit, done);
        troubles.remove(unit);
    }

    void verified(int unit) {
        done(unit).ifPresent(done -> units.put(unit, done.readBack()));
    }

    void failed(int unit, Trouble trouble) {
        units.remove(unit);
        if (base != null) {
            removed.add(unit);
        }
        troubles.put(unit, trouble);
    }

    void forget() {
        units.clear();
        base = null;
    }

    Optional<String> refusal(int unit) {
        return unit >= 0 && unit < plan.fingerprints().size()
                ? Optional.empty()
                : Optional.of("the plan has units 0 to " + (plan.fingerprints().size() - 1) + ", not " + unit);
    }
}
