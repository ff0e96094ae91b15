package dev.slipway.ledger;

import dev.slipway.data.Losses;
import dev.slipway.digest.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Plain entries, and what a state looks like from outside. */
public final class Entries {
    public static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
    static final Instant UNTIL = AT.plusSeconds(60);

    private Entries() {}

    public static Entry started(String run, String job) {
        return new Entry.Started(run, job, holder(run), AT, UNTIL);
    }

    static Holder holder(String run) {
        return new Holder("host", 7, "of " + run);
    }

    public static Entry claimed(String table, long epoch, String run) {
        return new Entry.Claimed(table, epoch, run);
    }

    public static Entry ended(String run) {
        return new Entry.Ended(run, AT, new Outcome(Outcome.Status.SUCCESS, 1, 0, 5, 500));
    }

    /** A plan of so many units. */
    public static Planned plan(String run, int units) {
        List<String> fingerprints = new ArrayList<>();
        for (int unit = 0; unit < units; unit++) {
            fingerprints.add("f" + unit);
        }
        return plan(run, Planned.Mode.REPLACE, fingerprints);
    }

    public static Planned plan(String run, Planned.Mode mode, List<String> fingerprints) {
        return new Planned(
                run,
                mode,
                true,
                "all",
                "schema",
                Map.of("source", "s"),
                "",
                new Borders("pages", List.of("8")),
                fingerprints);
    }

    public static Entry planned(String table, long epoch, Planned plan) {
        return new Entry.Replanned(table, epoch, plan);
    }

    static UnitFile file(String table, int unit, long rows) {
        String name = table + '/' + unit;
        DataFile file = new DataFile(
                name + ".lines", 9, "0".repeat(64), new Digest(rows, 1, unit), name, "f" + unit, Losses.NONE, false);
        return new UnitFile(file, "_slipway/staging/" + name);
    }

    public static Entry written(String table, long epoch, int unit) {
        return new Entry.Written(table, epoch, unit, "m", List.of(file(table, unit, unit + 1L)));
    }

    public static Entry verified(String table, long epoch, int unit) {
        return new Entry.Verified(table, epoch, unit);
    }

    public static Entry publishing(String table, long epoch, String change) {
        return new Entry.Publishing(table, epoch, change);
    }

    public static Entry published(String table, long epoch, String change) {
        return new Entry.Published(table, epoch, change, AT);
    }

    static Removal removal(String change, boolean detach) {
        return new Removal(
                change,
                detach,
                "s",
                16_385,
                new Digest(3, 1, 2),
                2,
                500,
                "ab".repeat(32),
                7,
                "cd".repeat(32),
                "00000003-0000001B-1",
                "database",
                List.of("column a"),
                AT);
    }

    static Entry dropping(String table, long epoch, String change, boolean detach) {
        return new Entry.Dropping(table, epoch, removal(change, detach));
    }

    static Entry dropped(String table, long epoch, String change) {
        return new Entry.Dropped(table, epoch, change, AT);
    }

    /** A run that has a table, with a plan of so many units. */
    public static List<Entry> begun(String run, String table, long epoch, int units) {
        return List.of(started(run, "job"), claimed(table, epoch, run), planned(table, epoch, plan(run, units)));
    }

    static State state(List<Entry> entries) {
        State state = new State();
        entries.forEach(state::apply);
        return state;
    }

    static State state(Entry... entries) {
        return state(Arrays.asList(entries));
    }

    /** All that can be asked of a state: equal pictures, equal states. */
    static List<Object> picture(State state) {
        List<Object> picture = new ArrayList<>(state.runs());
        state.tables().forEach(table -> picture.add(picture(table)));
        return picture;
    }

    private static List<Object> picture(TableState table) {
        List<Object> picture = new ArrayList<>(List.of(
                table.table(),
                table.epoch(),
                table.run(),
                table.job(),
                table.content(),
                table.strays(),
                table.change(),
                table.removing(),
                table.removed(),
                table.dropped()));
        table.work().ifPresent(work -> picture.addAll(List.of(work.plan(), work.units(), work.troubles())));
        return picture;
    }

    /** The picture of what a ledger knows. */
    static List<Object> picture(Ledger ledger) {
        return ledger.look(Entries::picture);
    }
}
