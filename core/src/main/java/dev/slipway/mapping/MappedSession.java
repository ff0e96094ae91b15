package dev.slipway.mapping;

import dev.slipway.Failure;
import dev.slipway.data.Schema;
import dev.slipway.data.Type;
import dev.slipway.data.TypeName;
import dev.slipway.job.Key;
import dev.slipway.job.KeyRange;
import dev.slipway.job.Plan;
import dev.slipway.job.Reader;
import dev.slipway.job.Session;
import dev.slipway.job.Unit;
import dev.slipway.store.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A session whose plan and rows are mapped. */
public final class MappedSession<U extends Unit> implements Session<MappedUnit<U>> {
    private final Session<U> session;
    private final Plan<MappedUnit<U>> plan;

    private MappedSession(Session<U> session, Plan<MappedUnit<U>> plan) {
        this.session = session;
        this.plan = plan;
    }

    /**
     * Binds the mappings to the tables of a session, which is closed with the result.
     *
     * @throws Failure CONFIG when one does not fit its table, or is for no table; the session is then closed
     */
    public static <U extends Unit> MappedSession<U> of(Session<U> session, Mappings mappings) {
        try {
            Plan<U> plan = session.plan();
            mappings.requireUse(plan.tables().stream()
                    .map(table -> table.table().qualifiedName())
                    .toList());
            return new MappedSession<>(
                    session,
                    new Plan<>(
                            plan.tables().stream()
                                    .map(table -> mapped(table, mappings))
                                    .toList(),
                            plan.origin()));
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static <U extends Unit> Plan.PlannedTable<MappedUnit<U>> mapped(
            Plan.PlannedTable<U> table, Mappings mappings) {
        Optional<Mapping> mapping = mappings.of(table.table().qualifiedName());
        Optional<BoundMapping> bound = mapping.map(found -> found.bind(table.table()));
        List<String> notes = new ArrayList<>(table.notes());
        bound.ifPresent(known -> new TreeMap<>(known.losses())
                .forEach((column, loss) -> notes.add("column " + column + " is not mapped invertibly: " + loss)));
        return new Plan.PlannedTable<>(
                bound.map(BoundMapping::table).orElse(table.table()),
                table.selection() + mapping.map(Mapping::omissions).orElse(""),
                mark(table.mark(), mapping),
                table.units().stream()
                        .map(unit -> new MappedUnit<>(unit, bound))
                        .toList(),
                table.borders(),
                table.rowsEstimate(),
                table.bytesEstimate(),
                bound.map(known -> key(table.key(), known)).orElse(table.key()),
                notes);
    }

    /** Equal marks must mean equal rows, and a mapping makes others. */
    private static String mark(String mark, Optional<Mapping> mapping) {
        return mark.isEmpty() || mapping.isEmpty()
                ? mark
                : Sha256.of(List.of(mark, mapping.get().settings()));
    }

    private static Key key(Key key, BoundMapping bound) {
        return new Key(
                key.time().map(name -> column(name, bound, KeyRange::canBeTime)),
                key.id().map(name -> column(name, bound, KeyRange::canBeId)));
    }

    private static String column(String name, BoundMapping bound, Predicate<Type> suits) {
        Schema schema = bound.table().schema();
        String now = bound.nameOf(name).orElseThrow(() -> refused(name, bound, "drops it"));
        Type type = schema.fields().get(schema.position(now).orElseThrow()).type();
        if (!suits.test(type)) {
            throw refused(name, bound, "makes it " + TypeName.of(type));
        }
        return now;
    }

    private static Failure refused(String name, BoundMapping bound, String what) {
        return new Failure(
                Failure.Kind.CONFIG,
                "file names tell rows of " + bound.table().qualifiedName() + " by its column " + name
                        + ", but the mapping " + what + ": choose other columns as the key");
    }

    @Override
    public Plan<MappedUnit<U>> plan() {
        return plan;
    }

    @Override
    public Reader<MappedUnit<U>> reader() {
        return new MappedReader<>(session.reader());
    }

    @Override
    public int readersMax() {
        return session.readersMax();
    }

    @Override
    public void check() {
        session.check();
    }

    @Override
    public void close() {
        session.close();
    }
}
