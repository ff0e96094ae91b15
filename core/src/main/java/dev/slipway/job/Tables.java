package dev.slipway.job;

import dev.slipway.Failure;
import dev.slipway.ledger.Entry;
import dev.slipway.ledger.Lease;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.Planned;
import dev.slipway.ledger.Slice;
import dev.slipway.ledger.TableState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The tables of a run: what would be refused about them, taking them, and recording what is planned. */
final class Tables<U extends Unit> {
    private final Export.Parts parts;
    private final Plan<U> plan;
    private final List<TableExport<U>> all = new ArrayList<>();
    private final Map<String, List<Slice>> content = new LinkedHashMap<>();

    /** @throws Failure CONFIG when a table cannot be exported to this store at all */
    Tables(Export.Parts parts, Plan<U> plan) {
        this.parts = parts;
        this.plan = plan;
        Strangers strangers = new Strangers(parts);
        Set<String> keys = new HashSet<>();
        for (Plan.PlannedTable<U> table : plan.tables()) {
            TableExport<U> export = new TableExport<>(
                    table,
                    table.units().getFirst().layout().orElse(parts.settings().layout()),
                    settings());
            if (!keys.add(export.key())) {
                throw new Failure(Failure.Kind.CONFIG, export.name() + " is there twice: name each table once");
            }
            parts.format().check(table.table());
            content.put(export.key(), content(export, strangers));
            checkContent(export);
            all.add(export);
        }
    }

    /** All that files depend on besides their rows. */
    private String settings() {
        ExportSettings settings = parts.settings();
        return String.join(
                " ",
                parts.format().settings(),
                parts.how().mode().name(),
                settings.prefix(),
                String.valueOf(settings.rowsPerFile()),
                String.valueOf(settings.fileBytes())
                        + (settings.layout().byPartition() ? "" : " " + settings.layout()));
    }

    List<TableExport<U>> all() {
        return all;
    }

    private List<Slice> content(TableExport<U> table, Strangers strangers) {
        Holdings held = Holdings.of(parts.store(), parts.ledger(), table.key(), table.name());
        if (held.nowhere()) {
            strangers.warn(table);
        }
        Lease.checkOwner(parts.claimant(), table.name(), held.job());
        return held.slices();
    }

    private void checkContent(TableExport<U> table) {
        Planned planned = planned(table);
        for (Slice slice : content.getOrDefault(table.key(), List.of())) {
            boolean beside =
                    planned.mode() == Planned.Mode.APPEND && !slice.selection().equals(planned.selection());
            if (beside && !slice.schema().equals(planned.schema())) {
                throw refused(
                        table,
                        "exported as \"" + slice.selection() + "\" with other columns or types, and rows of different"
                                + " shape cannot be appended: export to another folder");
            }
            if (parts.settings().replaceSelection()) {
                continue;
            }
            String held = slice.origin().getOrDefault(Plan.SOURCE, "");
            String here = plan.origin().getOrDefault(Plan.SOURCE, "");
            if (!held.isEmpty() && !here.isEmpty() && !held.equals(here)) {
                throw refused(
                        table,
                        "of another source (" + held + "; this one is " + here
                                + "), which this export would replace: export to another folder, or say --replace");
            }
            if (slice.adopted() && planned.mode() == Planned.Mode.REPLACE) {
                throw refused(
                        table,
                        "in " + slice.files().size() + " adopted files, which this export would replace: go on after"
                                + " them by --incremental, or say --replace, which takes them out of the content and"
                                + " leaves them where they are");
            }
            boolean other = !slice.selection().equals(planned.selection());
            if (other && planned.mode() == Planned.Mode.REPLACE) {
                throw refused(
                        table,
                        "exported as \"" + slice.selection() + "\"; this export is \"" + planned.selection()
                                + "\" and would replace it: export to another folder, say --append to have both"
                                + " (rows that are in both would be there twice), or --replace");
            }
        }
    }

    private Failure refused(TableExport<U> table, String what) {
        return new Failure(Failure.Kind.CONFIG, parts.store().root() + " already holds " + table.name() + ' ' + what);
    }

    /** @throws Failure FENCED or CONFIG as {@link #take} would */
    void check() {
        all.forEach(table -> Lease.check(parts.ledger(), parts.claimant(), parts.clock(), table.key()));
    }

    Lease take() {
        return Lease.take(parts.ledger(), parts.claimant(), parts.clock(), content);
    }

    /** Brings to an end what earlier runs began to make visible; a table where that fails, fails. */
    void settle(Publication publication) {
        for (TableExport<U> table : all) {
            try {
                parts.context().cancel().check();
                publication.settle(new Publication.Ready(table.name(), table.key()));
            } catch (RuntimeException e) {
                table.failed(e);
            }
        }
    }

    /** Records what is planned of all tables that have not failed. */
    void plan(Lease lease) {
        Ledger ledger = parts.ledger();
        Map<String, TableState> before = new HashMap<>();
        List<Entry.OfTable> entries = new ArrayList<>();
        for (TableExport<U> table : all) {
            before.put(table.key(), ledger.look(state -> state.snapshot(table.key())));
            if (!table.failed()) {
                entries.add(new Entry.Replanned(table.key(), lease.epoch(table.key()), planned(table)));
            }
        }
        Map<String, RuntimeException> refused = new Recording(ledger).each(entries);
        for (TableExport<U> table : all) {
            RuntimeException why = refused.get(table.key());
            if (why != null) {
                table.failed(why);
            } else if (!table.failed()) {
                begin(table, Objects.requireNonNull(before.get(table.key())), lease);
            }
        }
    }

    /** Whoever was overtaken since then finds the plan of another, or none. */
    private void begin(TableExport<U> table, TableState before, Lease lease) {
        TableState now = parts.ledger().look(state -> state.snapshot(table.key()));
        try {
            lease.check(table.key());
            table.begin(lease.epoch(table.key()), before, now);
        } catch (Failure e) {
            table.failed(e);
        }
    }

    private Planned planned(TableExport<U> table) {
        return table.planned(
                parts.claimant().run(), parts.how(), parts.verifier().isPresent(), plan.origin());
    }
}
