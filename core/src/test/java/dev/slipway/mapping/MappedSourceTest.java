package dev.slipway.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.data.Losses;
import dev.slipway.data.Rows;
import dev.slipway.data.Table;
import dev.slipway.digest.NaiveDigest;
import dev.slipway.job.Cancel;
import dev.slipway.job.Context;
import dev.slipway.job.Earlier;
import dev.slipway.job.Events;
import dev.slipway.job.Key;
import dev.slipway.job.MemorySource;
import dev.slipway.job.Plan;
import dev.slipway.job.Reader;
import dev.slipway.ledger.Borders;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whoever exports a mapped source sees mapped tables, and a source that is mapped otherwise is another one. */
final class MappedSourceTest {
    private static final Context CONTEXT = new Context(new Cancel(), Events.NONE);
    private static final Table TABLE =
            Mapped.table("id", "text", "n", "text", "at", "timestamp(micros,local)", "secret", "text");
    private static final Key KEY = new Key(Optional.of("at"), Optional.of("id"));
    private static final String MAPPING =
            "mapping: 1\ncolumns: {n: {parse: integer, on-bad-value: reject}, id: {rename: key}, secret: {drop: true}}";

    private static List<List<@Nullable Object>> rows(String... numbers) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (String number : numbers) {
            rows.add(Arrays.asList("id" + rows.size(), number, (long) rows.size(), "s"));
        }
        return rows;
    }

    private static MemorySource source() {
        return new MemorySource(List.of(
                MemorySource.table(TABLE, KEY, "public.t", List.of(rows("1", "x", "3"), rows("y"), rows("5", "6")))));
    }

    private static MappedSession<MemorySource.Piece> open(MemorySource source, String... mappings) {
        List<Mapping> all = new ArrayList<>();
        for (String mapping : mappings) {
            all.add(MappingFile.parse(mapping, "m" + all.size() + ".yaml"));
        }
        return new MappedSource<>(source, new Mappings(all)).open(CONTEXT, Earlier.NONE);
    }

    @Test
    void plansAndRowsAreMappedAndCounted() {
        try (MappedSession<MemorySource.Piece> session = open(source(), MAPPING)) {
            Plan.PlannedTable<MappedUnit<MemorySource.Piece>> table =
                    session.plan().tables().getFirst();
            assertThat(table.table().schema().fields())
                    .extracting(field -> field.name())
                    .containsExactly("key", "n", "at");
            assertThat(table.key()).isEqualTo(new Key(Optional.of("at"), Optional.of("key")));
            assertThat(table.selection()).isEqualTo("public.t without rows with a bad n, secret");
            assertThat(table.notes())
                    .containsExactly(
                            "column n is not mapped invertibly: rows with a bad value are left out",
                            "column secret is not mapped invertibly: dropped");

            List<List<@Nullable Object>> all = new ArrayList<>();
            List<Losses> lost = new ArrayList<>();
            try (Reader<MappedUnit<MemorySource.Piece>> reader = session.reader()) {
                for (MappedUnit<MemorySource.Piece> unit : table.units()) {
                    List<List<@Nullable Object>> some = Rows.of(reader.read(unit), 2);
                    Reader.Content content = reader.content(unit, batch -> {});
                    assertThat(content.rows())
                            .isEqualTo(NaiveDigest.of(unit.table().schema(), some));
                    lost.add(content.lost());
                    all.addAll(some);
                }
                assertThat(reader.bytesReceived()).isPositive();
            }
            assertThat(all)
                    .containsExactly(
                            List.of("id0", 1L, 0L),
                            List.of("id2", 3L, 2L),
                            List.of("id0", 5L, 0L),
                            List.of("id1", 6L, 1L));
            Losses bad = new Losses(List.of(new Losses.OfColumn("n", 0, 1)));
            assertThat(lost).containsExactly(bad, bad, Losses.NONE);
        }
    }

    @Test
    void fingerprintsCoverTheMapping() {
        assertThat(fingerprints(MAPPING)).doesNotContainAnyElementsOf(fingerprints());
        assertThat(fingerprints(MAPPING)).isEqualTo(fingerprints(MAPPING + " # a comment"));
        assertThat(fingerprints(MAPPING))
                .doesNotContainAnyElementsOf(fingerprints(MAPPING.replace("integer", "integer(8)")));
        assertThat(fingerprints()).isEqualTo(List.of("rows 3", "rows 1", "rows 2"));
    }

    private static List<String> fingerprints(String... mappings) {
        try (MappedSession<MemorySource.Piece> session = open(source(), mappings)) {
            return session.plan().tables().getFirst().units().stream()
                    .map(MappedUnit::fingerprint)
                    .toList();
        }
    }

    @Test
    void aMarkOfTheSourceIsAnotherOneWhenItIsMapped() {
        Plan.PlannedTable<MemorySource.Piece> plain = MemorySource.table(TABLE, KEY, "public.t", List.of(rows("1")));
        MemorySource marked = new MemorySource(List.of(new Plan.PlannedTable<>(
                plain.table(), plain.selection(), "mark", plain.units(), plain.borders(), 1, 1, KEY, List.of())));

        assertThat(open(marked).plan().tables().getFirst().mark()).isEqualTo("mark");
        assertThat(open(marked, MAPPING).plan().tables().getFirst().mark())
                .isNotEqualTo("mark")
                .isEqualTo(open(marked, MAPPING).plan().tables().getFirst().mark())
                .isNotEqualTo(open(marked, MAPPING.replace("key", "k"))
                        .plan()
                        .tables()
                        .getFirst()
                        .mark());
    }

    @Test
    void earlierBordersAreFoundUnderTheMappedSelection() {
        Borders borders = new Borders("pages", List.of("7"));
        Earlier known = (table, selection) -> selection.equals("public.t without rows with a bad n, secret")
                ? Optional.of(borders)
                : Optional.empty();
        Mappings mappings = new Mappings(List.of(MappingFile.parse(MAPPING, "m.yaml")));

        assertThat(MappedSource.earlier(known, mappings).borders(TABLE, "public.t"))
                .contains(borders);
        assertThat(MappedSource.earlier(known, new Mappings(List.of())).borders(TABLE, "public.t"))
                .isEmpty();
    }

    @Test
    void mappingsThatDoNotFitTheRunAreRefused() {
        String other = "mapping: 1\ntable: 'x.*'\ncolumns: {n: {drop: true}}";

        assertRefused("m0.yaml and m1.yaml are both for public.t", MAPPING, MAPPING);
        assertRefused("m1.yaml is for \"x.*\", which none of the tables is: public.t", MAPPING, other);
        assertRefused(
                "m0.yaml:1:24: columns.x: public.t has no column \"x\"", "{mapping: 1, columns: {x: {drop: true}}}");
        assertRefused(
                "file names tell rows of public.t by its column at, but the mapping drops it: choose other columns",
                "mapping: 1\ncolumns: {at: {drop: true}}");
        assertRefused("but the mapping makes it list<text>", "mapping: 1\ncolumns: {id: {split: ','}}");
    }

    private static void assertRefused(String part, String... mappings) {
        assertThatThrownBy(() -> open(source(), mappings))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG))
                .hasMessageContaining(part);
    }
}
