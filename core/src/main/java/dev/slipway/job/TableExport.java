package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.ledger.Borders;
import dev.slipway.ledger.DataFile;
import dev.slipway.ledger.Entry;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.Planned;
import dev.slipway.ledger.Slice;
import dev.slipway.ledger.TableState;
import dev.slipway.ledger.UnitFile;
import dev.slipway.ledger.Work;
import dev.slipway.store.Conflict;
import dev.slipway.store.Sha256;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How far one table's export has come. Thread-safe: units end on any worker. */
final class TableExport<U extends Unit> {
    private static final int SELECTION_DIGITS = 6;

    private final Plan.PlannedTable<U> plan;
    private final String key;
    private final Layout layout;
    private final Folders folders;
    private final String settings;
    private long epoch;
    private Map<Integer, Work.Done> earlier = Map.of();
    private Map<String, List<DataFile>> published = Map.of();
    private String publishedMark = "";
    private List<UnitFile> superseded = List.of();
    private final List<UnitFile> written = new ArrayList<>();
    private int unitsLeft;
    private boolean changed;
    private @Nullable Throwable failure;
    private Optional<Export.Result> result = Optional.empty();

    /** @param settings all that the files depend on besides the units, as text */
    TableExport(Plan.PlannedTable<U> plan, Layout layout, String settings) {
        this.plan = plan;
        this.key = DataNames.of(plan.table()).key();
        this.layout = layout;
        this.folders = Folders.of(layout, plan.table(), plan.key());
        this.settings = settings;
        this.unitsLeft = plan.units().size();
    }

    Plan.PlannedTable<U> plan() {
        return plan;
    }

    String name() {
        return plan.table().qualifiedName();
    }

    /** What the ledger calls it, wherever its files stand. */
    String key() {
        return key;
    }

    Layout layout() {
        return layout;
    }

    /** Where its files stand. */
    Folders folders() {
        return folders;
    }

    String mark() {
        return plan.mark();
    }

    long epoch() {
        return epoch;
    }

    String fingerprint(U unit) {
        return unit.stays() ? unit.fingerprint() : Sha256.of(List.of(unit.fingerprint(), settings));
    }

    /** What file names begin with: those of two selections with the same rows differ, so that both can stand there. */
    String prefix(String given, Planned.Mode mode) {
        return switch (mode) {
            case REPLACE -> given;
            case APPEND -> given + '-' + Sha256.of(List.of(plan.selection())).substring(0, SELECTION_DIGITS);
        };
    }

    /** What is going to be recorded as its plan. */
    Planned planned(String run, RunSettings how, boolean readBack, Map<String, String> origin) {
        return new Planned(
                run,
                how.mode(),
                readBack,
                plan.selection(),
                Planned.hash(plan.table().schema()),
                origin,
                plan.mark(),
                plan.units().size() == 1 ? Borders.NONE : plan.borders(),
                plan.units().stream().map(this::fingerprint).toList());
    }

    /** Takes note of what the ledger knew before the plan was recorded, and of what it kept of that. */
    void begin(long claimed, TableState before, TableState now) {
        epoch = claimed;
        earlier = Map.copyOf(now.work().orElseThrow().units());
        published = new HashMap<>();
        before.content().stream()
                .filter(slice -> slice.selection().equals(plan.selection()))
                .forEach(slice -> {
                    publishedMark = slice.mark();
                    slice.files().forEach(file -> published
                            .computeIfAbsent(file.unit(), unit -> new ArrayList<>())
                            .add(file));
                });
        superseded = new ArrayList<>();
        before.work().ifPresent(work -> work.units().values().forEach(unit -> superseded.addAll(unit.files())));
    }

    /** What an interrupted run wrote for a unit that was planned alike. */
    Optional<Work.Done> earlier(U unit) {
        return Optional.ofNullable(earlier.get(unit.ordinal()));
    }

    /** Whether earlier runs have written all of it, and have not published it. */
    boolean writtenBefore() {
        return plan.units().stream().allMatch(unit -> earlier(unit).isPresent());
    }

    /** Of these files those that this run has to do with: of what stays, an earlier one has told. */
    List<DataFile> looked(List<DataFile> files) {
        Set<String> stay =
                plan.units().stream().filter(Unit::stays).map(Unit::id).collect(Collectors.toSet());
        return files.stream().filter(file -> !stay.contains(file.unit())).toList();
    }

    /** What is visible of a unit that was planned alike; no longer asked when other units turned out to have changed. */
    synchronized Optional<Work.Done> published(U unit) {
        List<DataFile> files = published.getOrDefault(unit.id(), List.of());
        boolean alike = files.stream().allMatch(file -> file.fingerprint().equals(fingerprint(unit)));
        return files.isEmpty() || !alike || changed
                ? Optional.empty()
                : Optional.of(new Work.Done(
                        publishedMark,
                        files.stream().map(file -> new UnitFile(file, "")).toList()));
    }

    synchronized void changed() {
        changed = true;
    }

    synchronized boolean failed() {
        return failure != null;
    }

    /** Notes that a unit is done; true for whoever brings the last one. */
    synchronized boolean add(List<UnitFile> files) {
        wrote(files);
        return --unitsLeft == 0;
    }

    /** Notes files that were written. */
    synchronized void wrote(List<UnitFile> files) {
        written.addAll(files);
    }

    /** Notes that a unit failed; true for whoever brings the last one. The first failure is the one that is told. */
    synchronized boolean fail(Throwable thrown) {
        failed(thrown);
        return --unitsLeft == 0;
    }

    /** Notes that the table as a whole failed; one that is published already did not. */
    synchronized void failed(Throwable thrown) {
        if (failure == null && result.isEmpty()) {
            failure = thrown;
        }
    }

    /** Notes that another run has taken it over, which is why it failed. */
    synchronized void overtaken(Failure fenced) {
        failure = fenced;
    }

    /** Records that a unit failed. */
    void failed(Ledger ledger, int unit, Throwable thrown) {
        ledger.commit(List.of(trouble(unit, failure(thrown))));
    }

    /** As {@link #failed(Ledger, int, Throwable)}, waiting for nothing; who was stopped or overtaken did not fail. */
    void tell(Ledger ledger, int unit, Throwable thrown) {
        Failure known = failure(thrown);
        if (known.kind() != Failure.Kind.CANCELLED && known.kind() != Failure.Kind.FENCED) {
            ledger.append(trouble(unit, known));
        }
    }

    private Entry trouble(int unit, Failure known) {
        return new Entry.Failed(key, epoch, unit, known.kind().name(), known.text());
    }

    /** The files of the units that are done. */
    synchronized List<UnitFile> written() {
        return List.copyOf(written);
    }

    /** Staged files of earlier runs that are of no use once the table is published. */
    synchronized List<UnitFile> superseded() {
        return superseded;
    }

    synchronized void published(Slice slice, int removed) {
        result = Optional.of(new Export.Result.Published(
                name(), slice.rows(), slice.lost(), slice.files().size(), slice.bytes(), removed, plan.notes()));
    }

    synchronized boolean published() {
        return result.isPresent();
    }

    synchronized Export.Result result() {
        Throwable thrown = failure;
        return result.filter(published -> thrown == null)
                .orElseGet(() -> new Export.Result.Failed(name(), failure(thrown)));
    }

    static Failure failure(@Nullable Throwable thrown) {
        return switch (thrown) {
            case Failure known -> known;
            case Conflict conflict ->
                new Failure(
                        Failure.Kind.FENCED,
                        conflict.getMessage() + ": someone else writes here; look before running again");
            case OutOfMemoryError memory ->
                new Failure(
                        Failure.Kind.UNAVAILABLE,
                        "not enough memory: allow more (SLIPWAY_JAVA_OPTS=-Xmx2g), use fewer connections, or refuse large values by"
                                + " --value-bytes-max",
                        memory);
            case null -> new Failure(Failure.Kind.UNKNOWN, "its workers ended before it was done");
            default -> new Failure(Failure.Kind.UNKNOWN, "unexpected: " + thrown, thrown);
        };
    }
}
