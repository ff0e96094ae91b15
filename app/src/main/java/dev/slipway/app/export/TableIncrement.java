package dev.slipway.app.export;

import dev.slipway.Failure;
import dev.slipway.app.Wiring;
import dev.slipway.app.place.Ledgers;
import dev.slipway.data.Table;
import dev.slipway.digest.Digest;
import dev.slipway.job.DataNames;
import dev.slipway.job.Earlier;
import dev.slipway.job.Export;
import dev.slipway.job.Holdings;
import dev.slipway.job.KeySpan;
import dev.slipway.job.Plan;
import dev.slipway.job.Reader;
import dev.slipway.job.SourceContent;
import dev.slipway.ledger.Ledger;
import dev.slipway.ledger.Planned;
import dev.slipway.ledger.Slice;
import dev.slipway.ledger.TableState;
import dev.slipway.ledger.Work;
import dev.slipway.mapping.MappedSession;
import dev.slipway.mapping.MappedSource;
import dev.slipway.mapping.MappedUnit;
import dev.slipway.postgres.Manners;
import dev.slipway.postgres.NamedTable;
import dev.slipway.postgres.PostgresKey;
import dev.slipway.postgres.PostgresOptions;
import dev.slipway.postgres.PostgresSource;
import dev.slipway.postgres.PostgresUnit;
import dev.slipway.postgres.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One table goes on after what was exported of it: what an earlier run left open first, then the rows after the last one, then what
 * was exported before is compared with the source. Each range is of one snapshot.
 */
final class TableIncrement {
    private final IncrementalRun.Parts parts;
    private final Incremental how;
    private final Table table;
    private final PostgresKey key;
    private final List<Export.Result> results = new ArrayList<>();
    private final List<RangeTold> told = new ArrayList<>();

    TableIncrement(IncrementalRun.Parts parts, Table table) {
        this.parts = parts;
        this.how = parts.how();
        this.table = table;
        PostgresOptions from = parts.job().from();
        key = PostgresKey.of(
                from.url(),
                from.environment(),
                table,
                how.key(),
                parts.context().cancel());
    }

    /** The results of what was exported. */
    List<Export.Result> results() {
        return results;
    }

    /** What became of each range, in their order. */
    List<RangeTold> told() {
        return told;
    }

    /** Does it; what fails ends it, and is among the results. */
    void run() {
        Optional<KeySpan> open = open();
        boolean fresh = open.filter(span -> known().noneMatch(span::equals)).isPresent();
        if (open.isPresent() && !carriedOn(open.get(), fresh)) {
            return;
        }
        List<KeySpan.Ranged> chain = chain();
        Optional<KeySpan> next = next(chain);
        if (next.isPresent() && !done(next.get(), RangeTold.State.NEW, Digest.EMPTY)) {
            return;
        }
        reconcile(fresh ? chain.subList(0, chain.size() - 1) : chain);
    }

    /** A range that is written anew is compared with the others, and told of then. */
    private boolean carriedOn(KeySpan span, boolean fresh) {
        return fresh
                ? done(span, RangeTold.State.NEW, Digest.EMPTY)
                : export(span).stream().allMatch(Export.Result.Published.class::isInstance);
    }

    /** The ranges that are content, whatever is about to become content. */
    private Stream<KeySpan> known() {
        TableState state = recorded(
                ledger -> ledger.look(all -> all.snapshot(DataNames.of(table).key())));
        return state.content().stream().flatMap(slice -> KeySpan.of(slice.origin()).stream());
    }

    /** What a run would do: the ranges that are there, and the one that would follow. */
    void look() {
        List<KeySpan.Ranged> all = chain();
        countOn(all);
        next(all)
                .ifPresent(
                        span -> told.add(new RangeTold(name(), span, RangeTold.State.NEW, Digest.EMPTY, Digest.EMPTY)));
    }

    private String name() {
        return table.qualifiedName();
    }

    /** Each look is at what is recorded by then. */
    private <T> T recorded(Function<Ledger, T> look) {
        try (Ledger ledger = Ledgers.openToLook(parts.store(), parts.job().ledger(), Wiring.run())) {
            return look.apply(ledger);
        }
    }

    private List<KeySpan.Ranged> chain() {
        Holdings held = recorded(
                ledger -> Holdings.of(parts.store(), ledger, DataNames.of(table).key(), name()));
        return KeySpan.chain(name(), held.slices(), how.key());
    }

    private Optional<KeySpan> next(List<KeySpan.Ranged> chain) {
        List<String> end = chain.isEmpty() ? List.of() : chain.getLast().span().through();
        return key.last(end).map(through -> new KeySpan(how.key(), end, through));
    }

    /** The range that an earlier run was at when it was stopped: to go on with it spares what was written of it. */
    private Optional<KeySpan> open() {
        TableState state = recorded(ledger ->
                ledger.look(known -> known.snapshot(DataNames.of(table).key())));
        Optional<Planned> plan = state.work().map(Work::plan);
        if (plan.filter(Planned::adopts).isPresent()) {
            if (state.change().isPresent()) {
                throw new Failure(
                        Failure.Kind.CONFIG,
                        "files of " + name() + " were being taken over when that was stopped: run slipway adopt again"
                                + " first");
            }
            return Optional.empty();
        }
        Optional<KeySpan> span = plan.flatMap(planned -> KeySpan.of(planned.origin()));
        List<KeySpan.Ranged> chain = chain();
        List<String> end = chain.isEmpty() ? List.of() : chain.getLast().span().through();
        return span.filter(range -> range.after().equals(end)
                || chain.stream().anyMatch(known -> known.span().equals(range)));
    }

    private ExportJob job(KeySpan span) {
        String text = new QualifiedName(table.namespace(), table.name()).sql();
        return parts.job().ofRows(new NamedTable(text, name()), key.condition(span));
    }

    private List<Export.Result> export(KeySpan span) {
        Manners called = parts.manners().withRun(Wiring.run());
        try (ExportRun export = ExportRun.open(job(span), parts.store(), called, parts.context())) {
            List<Export.Result> one = export.run(parts.verifier(), span);
            results.addAll(one);
            return one;
        }
    }

    /** Exports a range; whether that was done. */
    private boolean done(KeySpan span, RangeTold.State state, Digest archived) {
        boolean whole = true;
        for (Export.Result result : export(span)) {
            switch (result) {
                case Export.Result.Published published ->
                    told.add(new RangeTold(name(), span, state, archived, published.rows()));
                case Export.Result.Failed failed -> whole = false;
            }
        }
        return whole;
    }

    private void reconcile(List<KeySpan.Ranged> ranges) {
        int counted = Math.max(0, ranges.size() - how.reconcile());
        countOn(ranges.subList(0, counted));
        List<KeySpan.Ranged> compared = ranges.subList(counted, ranges.size());
        for (int from = 0, to = 0; from < compared.size(); from = to) {
            boolean adopted = compared.get(from).slice().adopted();
            while (to < compared.size() && compared.get(to).slice().adopted() == adopted) {
                to++;
            }
            compare(compared.subList(from, to));
        }
    }

    private void countOn(List<KeySpan.Ranged> ranges) {
        ranges.forEach(
                range -> tell(range, RangeTold.State.COUNTED_ON, range.slice().rows()));
    }

    private void tell(KeySpan.Ranged range, RangeTold.State state, Digest source) {
        told.add(new RangeTold(name(), range.span(), state, range.slice().rows(), source));
    }

    /** All at once, since digests add up: only when they differ, one half after the other. All are adopted, or none. */
    private void compare(List<KeySpan.Ranged> ranges) {
        if (ranges.isEmpty()) {
            return;
        }
        Reader.Content source = source(ranges);
        Reader.Content archived = Reader.Content.of(
                ranges.stream().flatMap(range -> range.slice().files().stream()).toList());
        // Adopted files do not tell which of their nulls were empty texts.
        boolean told = !ranges.getFirst().slice().adopted();
        if ((told ? source : new Reader.Content(source.rows(), source.lost(), List.of())).equals(archived)) {
            ranges.forEach(
                    range -> tell(range, RangeTold.State.EQUAL, range.slice().rows()));
        } else if (ranges.size() > 1) {
            int half = ranges.size() / 2;
            compare(ranges.subList(0, half));
            compare(ranges.subList(half, ranges.size()));
        } else {
            mend(ranges.getFirst(), source.rows());
        }
    }

    private void mend(KeySpan.Ranged range, Digest source) {
        if (range.slice().adopted()) {
            tell(range, RangeTold.State.DIFFERS, source);
        } else {
            done(range.span(), RangeTold.State.REWRITTEN, range.slice().rows());
        }
    }

    /** What the source has now of ranges that follow each other, in one snapshot. */
    private Reader.Content source(List<KeySpan.Ranged> ranges) {
        KeySpan all = new KeySpan(
                how.key(),
                ranges.getFirst().span().after(),
                ranges.getLast().span().through());
        ExportJob range = job(all);
        try (MappedSession<PostgresUnit> session = new MappedSource<>(
                        new PostgresSource(range.from(), parts.manners()), range.mappings())
                .open(parts.context(), Earlier.NONE)) {
            Plan.PlannedTable<MappedUnit<PostgresUnit>> planned =
                    session.plan().tables().getFirst();
            String origin = session.plan().origin().getOrDefault(Plan.SOURCE, "");
            ranges.forEach(one -> requireAlike(one.slice(), planned, origin));
            return SourceContent.of(session, planned.units());
        }
    }

    private void requireAlike(Slice slice, Plan.PlannedTable<?> planned, String source) {
        String held = slice.origin().getOrDefault(Plan.SOURCE, "");
        if (!slice.schema().equals(Planned.hash(planned.table().schema()))) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    parts.store().root() + " holds \"" + slice.selection() + "\" of " + name()
                            + " with other columns or types than this export has: name the same --columns, --as and"
                            + " --mapping, or export to another folder");
        }
        if (!held.isEmpty() && !source.isEmpty() && !held.equals(source)) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    parts.store().root() + " holds \"" + slice.selection() + "\" of another source (" + held
                            + "; this one is " + source + "): export to another folder");
        }
    }
}
