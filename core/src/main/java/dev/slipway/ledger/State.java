package dev.slipway.ledger;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a ledger's entries: the state machine of the protocol, without any input or output. {@link #refusal}
 * says which entry may follow; {@link #apply} takes it in. Not thread-safe.
 */
public final class State {
    private final Map<String, RunState> runs = new LinkedHashMap<>();
    private final Map<String, TableState> tables = new TreeMap<>();
    private final @Nullable State base;

    public State() {
        this(null);
    }

    private State(@Nullable State base) {
        this.base = base;
    }

    /** One that begins as this is, and changes without changing this, which must stay as it is meanwhile. */
    State trial() {
        return new State(this);
    }

    /** A copy of what is known of a table. */
    public TableState snapshot(String name) {
        return table(name).copy();
    }

    /** All runs that are remembered, in the order in which they began. */
    public Collection<RunState> runs() {
        return Collections.unmodifiableCollection(runs.values());
    }

    /** The run of this name. */
    public Optional<RunState> run(String name) {
        RunState known = runs.get(name);
        return known == null && base != null ? base.run(name) : Optional.ofNullable(known);
    }

    /** All tables, in the order of their names. */
    public Collection<TableState> tables() {
        return Collections.unmodifiableCollection(tables.values());
    }

    /** A table; one that nothing was written about is new. */
    public TableState table(String name) {
        TableState known = tables.get(name);
        if (known != null) {
            return known;
        }
        return base == null ? new TableState(name) : base.table(name);
    }

    /** The run that has a table, unless it said that it ended. Whether it is still alive is another question. */
    public Optional<RunState> holder(String table) {
        return run(table(table).run()).filter(run -> run.ended().isEmpty());
    }

    /** Why an entry may not follow, if so. */
    public Optional<String> refusal(Entry entry) {
        return switch (entry) {
            case Entry.Started e -> run(e.run()).map(known -> "run " + e.run() + " began already");
            case Entry.OfRun e -> running(e.run());
            case Entry.Claimed e -> running(e.run()).or(() -> table(e.table()).refusal(e));
            case Entry.OfTable e ->
                table(e.table()).refusal(e).or(() -> running(table(e.table()).run()));
        };
    }

    private Optional<String> running(String run) {
        return run(run).filter(known -> known.ended().isEmpty()).isPresent()
                ? Optional.empty()
                : Optional.of("run " + run + " is not under way");
    }

    /** Takes an entry in, whether or not it would have been refused. */
    public void apply(Entry entry) {
        switch (entry) {
            case Entry.Started e ->
                runs.put(
                        e.run(),
                        new RunState(
                                e.run(), e.job(), e.holder(), e.at(), e.until(), Optional.empty(), Optional.empty()));
            case Entry.Renewed e -> run(e.run()).ifPresent(run -> runs.put(e.run(), run.renewed(e.until())));
            case Entry.Ended e -> run(e.run()).ifPresent(run -> runs.put(e.run(), run.ended(e.at(), e.outcome())));
            case Entry.OfTable e -> {
                String owner = e instanceof Entry.Claimed claim
                        ? run(claim.run()).map(RunState::job).orElse("")
                        : "";
                tables.computeIfAbsent(e.table(), this::own).apply(e, owner);
            }
        }
    }

    private TableState own(String table) {
        return base == null ? new TableState(table) : base.table(table).trial();
    }
}
