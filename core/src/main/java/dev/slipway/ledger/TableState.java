package dev.slipway.ledger;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of one table: who has it, its content, what is being done with it, and what is about to become
 * visible. Not thread-safe; those that a {@link Ledger} hands out are copies.
 */
public final class TableState {
    /** The unit of troubles that concern the table as a whole. */
    public static final int WHOLE = -1;

    private final String table;
    private long epoch;
    private String run = "";
    private String job = "";
    private List<Slice> content = List.of();
    private List<DataFile> strays = List.of();
    private String change = "";
    private @Nullable Work work;
    private @Nullable Removal removing;
    private List<Removal.Done> removed = List.of();

    TableState(String table) {
        this.table = table;
    }

    /** The same at this moment. */
    TableState copy() {
        return with(work().map(Work::copy).orElse(null));
    }

    /** One that begins as this is, and changes without changing this, which must stay as it is meanwhile. */
    TableState trial() {
        return with(work().map(Work::trial).orElse(null));
    }

    private TableState with(@Nullable Work other) {
        TableState copy = new TableState(table);
        copy.epoch = epoch;
        copy.run = run;
        copy.job = job;
        copy.content = content;
        copy.strays = strays;
        copy.change = change;
        copy.work = other;
        copy.removing = removing;
        copy.removed = removed;
        return copy;
    }

    /** Its name, as messages have it. */
    public String table() {
        return table;
    }

    /** Counts the claims; 0 before the first. */
    public long epoch() {
        return epoch;
    }

    /** Which run claimed it last; empty before the first claim. */
    public String run() {
        return run;
    }

    /** Whose it is: the job of the last claim; empty before the first. */
    public String job() {
        return job;
    }

    /** What is published. */
    public List<Slice> content() {
        return content;
    }

    /** Files of intents that were given up; some may be visible. The next change removes them. */
    public List<DataFile> strays() {
        return strays;
    }

    /** The intent that is open. */
    public Optional<String> change() {
        return Optional.of(change).filter(id -> !id.isEmpty());
    }

    /** What is planned and not published yet. */
    public Optional<Work> work() {
        return Optional.ofNullable(work);
    }

    /** The intent to remove it at its source whose end is not known: whether it was done has to be looked up there. */
    public Optional<Removal> removing() {
        return Optional.ofNullable(removing);
    }

    /** The times that it was removed at its source, or left its parent there, in their order. */
    public List<Removal.Done> removed() {
        return removed;
    }

    /** Whether its files are all that is left of it, since it was dropped at its source. */
    public boolean dropped() {
        return !removed.isEmpty() && !removed.getLast().removal().detach();
    }

    private boolean wanted(String id) {
        return removing().map(Removal::change).filter(id::equals).isPresent();
    }

    private Optional<String> alone() {
        return unless(!dropped(), "the table was dropped, and its files are all that is left of it")
                .or(() -> unless(removing == null, "it is not known whether the table was dropped"));
    }

    private Work working() {
        return work().orElseThrow();
    }

    /** What the content will be when the present work is published at {@code at}. */
    public List<Slice> next(String at) {
        Planned plan = working().plan();
        Slice slice = new Slice(
                plan.selection(),
                plan.schema(),
                plan.run(),
                at,
                plan.origin(),
                plan.mark(),
                working().files().stream().map(UnitFile::file).toList());
        if (plan.mode() == Planned.Mode.REPLACE) {
            return List.of(slice);
        }
        List<Slice> slices = new ArrayList<>(content);
        slices.removeIf(other -> other.selection().equals(slice.selection()));
        slices.add(slice);
        return List.copyOf(slices);
    }

    /** Every file that may be visible: content, what is on its way to it, and what was given up. */
    public List<DataFile> known() {
        List<DataFile> known = new ArrayList<>();
        content.forEach(slice -> known.addAll(slice.files()));
        known.addAll(strays);
        if (change().isPresent()) {
            working().files().forEach(file -> known.add(file.file()));
        }
        return known;
    }

    /**
     * Files that may be visible and are not part of {@code next}: to be removed when the rest of it is visible. Those that were
     * adopted are not among them, whatever becomes of the content.
     */
    public List<DataFile> removals(List<Slice> next) {
        Set<String> kept = new HashSet<>();
        adopted().forEach(file -> kept.add(file.key()));
        next.forEach(slice -> slice.files().forEach(file -> kept.add(file.key())));
        return Stream.concat(content.stream().flatMap(slice -> slice.files().stream()), strays.stream())
                .filter(file -> kept.add(file.key()))
                .toList();
    }

    /** The files of the content that someone else wrote. */
    public List<DataFile> adopted() {
        return content.stream()
                .filter(Slice::adopted)
                .flatMap(slice -> slice.files().stream())
                .toList();
    }

    /** Why an entry may not follow, if so. */
    Optional<String> refusal(Entry.OfTable entry) {
        long expected = entry instanceof Entry.Claimed ? epoch + 1 : epoch;
        if (entry.epoch() != expected) {
            return Optional.of("it is of epoch " + entry.epoch() + ", and " + expected + " is due");
        }
        return switch (entry) {
            case Entry.Claimed e -> Optional.empty();
            case Entry.Replanned e ->
                unless(change.isEmpty(), "a change is open").or(this::alone);
            case Entry.Written e ->
                unless(work != null && change.isEmpty(), "nothing is being done")
                        .or(() -> working().refusal(e.unit()));
            case Entry.Verified e ->
                unless(work != null && change.isEmpty() && work.done(e.unit()).isPresent(), "the unit is not written");
            case Entry.Failed e ->
                unless(work != null && (change.isEmpty() || e.unit() == WHOLE), "nothing is being done")
                        .or(() ->
                                e.unit() == WHOLE ? Optional.empty() : working().refusal(e.unit()));
            case Entry.Publishing e ->
                unless(work != null && work.complete(), "not every unit is written and verified")
                        .or(() -> unless(change.isEmpty() || change.equals(e.change()), "another change is open"))
                        .or(this::alone);
            case Entry.Published e -> unless(change.equals(e.change()), "no such change is open");
            case Entry.Abandoned e -> unless(change.equals(e.change()), "no such change is open");
            case Entry.GivenUp e -> unless(work != null && change.isEmpty(), "nothing is being done");
            case Entry.Dropping e ->
                unless(change.isEmpty() && !content.isEmpty(), "nothing is published, or a change is open")
                        .or(this::alone);
            case Entry.Dropped e -> unless(wanted(e.change()), "no such intent is open");
            case Entry.Spared e -> unless(wanted(e.change()), "no such intent is open");
        };
    }

    /** Whether what an entry says of a plan or a publication is so: asked when it is not known whether it was written. */
    public boolean shows(Entry.OfTable entry) {
        if (entry.epoch() != epoch) {
            return false;
        }
        return switch (entry) {
            case Entry.Replanned e ->
                work().map(Work::plan).filter(e.plan()::equals).isPresent();
            case Entry.Publishing e -> change.equals(e.change());
            case Entry.Published e ->
                change.isEmpty()
                        && work == null
                        && content.stream().anyMatch(slice -> slice.at().equals(e.at().toString()));
            case Entry.Claimed e -> false;
            case Entry.Written e -> false;
            case Entry.Verified e -> false;
            case Entry.Failed e -> false;
            case Entry.Abandoned e -> false;
            case Entry.GivenUp e -> false;
            case Entry.Dropping e -> e.removal().equals(removing);
            case Entry.Dropped e ->
                removed.stream().anyMatch(done -> done.removal().change().equals(e.change()));
            case Entry.Spared e -> false;
        };
    }

    private static Optional<String> unless(boolean condition, String otherwise) {
        return condition ? Optional.empty() : Optional.of(otherwise);
    }

    /** Takes an entry in; {@code owner} is the job of a claim's run. */
    void apply(Entry.OfTable entry, String owner) {
        switch (entry) {
            case Entry.Claimed e -> {
                epoch = e.epoch();
                run = e.run();
                job = owner;
            }
            case Entry.Replanned e -> {
                Work next = new Work(e.plan());
                work().ifPresent(next::keep);
                work = next;
            }
            case Entry.Written e -> working().written(e.unit(), new Work.Done(e.mark(), e.files()));
            case Entry.Verified e -> working().verified(e.unit());
            case Entry.Failed e -> working().failed(e.unit(), new Work.Trouble(e.kind(), e.text()));
            case Entry.Publishing e -> change = e.change();
            case Entry.Published e -> {
                content = next(e.at().toString());
                strays = List.of();
                change = "";
                work = null;
            }
            case Entry.GivenUp e -> work = null;
            case Entry.Dropping e -> removing = e.removal();
            case Entry.Dropped e -> drop(e);
            case Entry.Spared e -> removing = null;
            case Entry.Abandoned e -> {
                if (!working().plan().adopts()) {
                    List<DataFile> all = new ArrayList<>(strays);
                    working().files().forEach(file -> all.add(file.file()));
                    strays = List.copyOf(all);
                }
                working().forget();
                change = "";
            }
        }
    }

    /** What was begun for a new content cannot be carried on when there is no source any more. */
    private void drop(Entry.Dropped entry) {
        List<Removal.Done> all = new ArrayList<>(removed);
        removing().ifPresent(removal -> all.add(new Removal.Done(removal, entry.at())));
        removed = List.copyOf(all);
        removing = null;
        if (dropped()) {
            work = null;
        }
    }
}
