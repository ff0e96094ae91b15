package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.data.Batch;
import dev.slipway.data.Batches;
import dev.slipway.digest.Digest;
import dev.slipway.digest.Digester;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the protocol relies upon, whatever rows come from. */
public abstract class SourceContract<U extends Unit> {
    /** Of one or more tables, of which one has at least two units with rows; the same rows each time. */
    protected abstract Source<U> source() throws Exception;

    private static Context context() {
        return new Context(new Cancel(), Events.NONE);
    }

    private Session<U> open() throws Exception {
        return source().open(context());
    }

    private static <U extends Unit> List<U> units(Session<U> session) {
        return session.plan().tables().stream()
                .flatMap(table -> table.units().stream())
                .toList();
    }

    /** Read in batches of at most so many rows, each of which has at least one, of the unit's table. */
    private static <U extends Unit> Digest digest(Reader<U> reader, U unit, int rowsMax) {
        Digester digester = new Digester(unit.table().schema());
        try (Batches batches = reader.read(unit)) {
            for (Batch batch = batches.next(rowsMax); batch != null; batch = batches.next(rowsMax)) {
                assertThat(batch.rows()).isBetween(1, rowsMax);
                assertThat(batch.table()).isEqualTo(unit.table());
                digester.add(batch);
            }
            assertThat(batches.next(rowsMax)).isNull();
        }
        return digester.digest();
    }

    @Test
    void unitsAreNamedAndNumbered() throws Exception {
        try (Session<U> session = open()) {
            Set<String> ids = new HashSet<>();
            assertThat(session.plan().tables())
                    .anySatisfy(table -> assertThat(table.units()).hasSizeGreaterThan(1));
            for (Plan.PlannedTable<U> table : session.plan().tables()) {
                for (int i = 0; i < table.units().size(); i++) {
                    U unit = table.units().get(i);
                    assertThat(unit.ordinal()).isEqualTo(i);
                    assertThat(unit.table()).isEqualTo(table.table());
                    assertThat(ids.add(unit.id())).as(unit.id()).isTrue();
                }
            }
        }
    }

    @Test
    void plannedAgainItIsTheSame() throws Exception {
        try (Session<U> first = open();
                Session<U> second = open()) {
            assertThat(units(second))
                    .extracting(Unit::id)
                    .isEqualTo(units(first).stream().map(Unit::id).toList());
            assertThat(units(second))
                    .extracting(Unit::fingerprint)
                    .isEqualTo(units(first).stream().map(Unit::fingerprint).toList());
            for (int i = 0; i < first.plan().tables().size(); i++) {
                Plan.PlannedTable<U> before = first.plan().tables().get(i);
                Plan.PlannedTable<U> after = second.plan().tables().get(i);
                assertThat(after.table()).isEqualTo(before.table());
                assertThat(after.selection()).isEqualTo(before.selection());
                assertThat(after.borders()).isEqualTo(before.borders());
            }
        }
    }

    @Test
    void aUnitIsTheSameHoweverItIsRead() throws Exception {
        try (Session<U> session = open();
                Reader<U> reader = session.reader()) {
            long rows = 0;
            for (U unit : units(session)) {
                Digest whole = digest(reader, unit, Integer.MAX_VALUE);
                assertThat(digest(reader, unit, 1)).as(unit.id()).isEqualTo(whole);
                assertThat(digest(reader, unit, 7)).as(unit.id()).isEqualTo(whole);
                assertThat(reader.digest(unit)).as(unit.id()).isEqualTo(whole);
                rows += whole.rows();
            }
            assertThat(rows).isPositive();
            session.check();
        }
    }

    @Test
    void whoeverStopsEarlyMayReadOn() throws Exception {
        try (Session<U> session = open();
                Reader<U> reader = session.reader()) {
            List<U> units = units(session);
            Digest expected = digest(reader, units.getLast(), Integer.MAX_VALUE);
            for (U unit : units) {
                try (Batches batches = reader.read(unit)) {
                    batches.next(1);
                }
            }
            assertThat(digest(reader, units.getLast(), Integer.MAX_VALUE)).isEqualTo(expected);
        }
    }

    @Test
    void asManyReadAtOnceAsItAllows() throws Exception {
        try (Session<U> session = open()) {
            assertThat(session.readersMax()).isPositive();
            List<Digest> alone = new ArrayList<>();
            try (Reader<U> reader = session.reader()) {
                units(session).forEach(unit -> alone.add(reader.digest(unit)));
            }
            // The sum of all workers' units, each read by whoever took it.
            assertThat(SourceContent.of(session, units(session)).rows())
                    .isEqualTo(alone.stream().reduce(Digest.EMPTY, Digest::plus));
        }
    }

    @Test
    void whatWasReadIsCounted() throws Exception {
        try (Session<U> session = open();
                Reader<U> reader = session.reader()) {
            long before = reader.bytesReceived();
            for (U unit : units(session)) {
                digest(reader, unit, Integer.MAX_VALUE);
                assertThat(reader.bytesReceived()).isGreaterThanOrEqualTo(before);
                before = reader.bytesReceived();
            }
            assertThat(before).isPositive();
        }
    }
}
