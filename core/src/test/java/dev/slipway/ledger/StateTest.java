package dev.slipway.ledger;

import static dev.slipway.ledger.Entries.claimed;
import static dev.slipway.ledger.Entries.ended;
import static dev.slipway.ledger.Entries.plan;
import static dev.slipway.ledger.Entries.planned;
import static dev.slipway.ledger.Entries.published;
import static dev.slipway.ledger.Entries.publishing;
import static dev.slipway.ledger.Entries.started;
import static dev.slipway.ledger.Entries.verified;
import static dev.slipway.ledger.Entries.written;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which entry may follow which. */
final class StateTest {
    private static final String NO_RUN = "is not under way";
    private static final String EPOCH = "it is of epoch";
    private static final Entry RENEWED = new Entry.Renewed("r1", Entries.UNTIL);
    private static final Entry FAILED = failed(0);
    private static final Entry ABANDONED = new Entry.Abandoned("t", 1, "c");
    private static final Entry GIVEN_UP = new Entry.GivenUp("t", 1);

    /** A life in steps, each named by what is so after it. */
    private static List<Entry> upTo(String step) {
        List<Entry> entries = new ArrayList<>();
        for (String name : List.of("nothing", "started", "claimed", "planned", "written", "publishing", "published")) {
            switch (name) {
                case "started" -> entries.add(started("r1", "job"));
                case "claimed" -> entries.add(claimed("t", 1, "r1"));
                case "planned" -> entries.add(planned("t", 1, plan("r1", 2)));
                case "written" ->
                    entries.addAll(
                            List.of(written("t", 1, 0), verified("t", 1, 0), written("t", 1, 1), verified("t", 1, 1)));
                case "publishing" -> entries.add(publishing("t", 1, "c"));
                case "published" -> entries.add(published("t", 1, "c"));
                default -> {}
            }
            if (name.equals(step)) {
                return entries;
            }
        }
        throw new AssertionError(step);
    }

    private static Entry failed(int unit) {
        return new Entry.Failed("t", 1, unit, "INPUT", "row 5");
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of("nothing", started("r1", "job"), ""),
                Arguments.of("nothing", RENEWED, NO_RUN),
                Arguments.of("nothing", ended("r1"), NO_RUN),
                Arguments.of("nothing", claimed("t", 1, "r1"), NO_RUN),
                Arguments.of("nothing", planned("t", 0, plan("r1", 1)), NO_RUN),
                Arguments.of("claimed", GIVEN_UP, "nothing is being done"),
                Arguments.of("written", GIVEN_UP, ""),
                Arguments.of("publishing", GIVEN_UP, "nothing is being done"),
                Arguments.of("started", started("r1", "other"), "began already"),
                Arguments.of("started", started("r2", "job"), ""),
                Arguments.of("started", RENEWED, ""),
                Arguments.of("started", ended("r1"), ""),
                Arguments.of("started", claimed("t", 1, "r1"), ""),
                Arguments.of("started", claimed("t", 1, "r2"), NO_RUN),
                Arguments.of("started", claimed("t", 2, "r1"), EPOCH),
                Arguments.of("claimed", claimed("t", 1, "r1"), EPOCH),
                Arguments.of("claimed", claimed("t", 2, "r1"), ""),
                Arguments.of("claimed", claimed("u", 1, "r1"), ""),
                Arguments.of("claimed", planned("t", 1, plan("r1", 1)), ""),
                Arguments.of("claimed", planned("t", 0, plan("r1", 1)), EPOCH),
                Arguments.of("claimed", planned("t", 2, plan("r1", 1)), EPOCH),
                Arguments.of("claimed", written("t", 1, 0), "nothing is being done"),
                Arguments.of("claimed", verified("t", 1, 0), "not written"),
                Arguments.of("claimed", FAILED, "nothing is being done"),
                Arguments.of("claimed", publishing("t", 1, "c"), "not every unit"),
                Arguments.of("claimed", published("t", 1, "c"), "no such change"),
                Arguments.of("claimed", ABANDONED, "no such change"),
                Arguments.of("planned", planned("t", 1, plan("r1", 5)), ""),
                Arguments.of("planned", written("t", 1, 1), ""),
                Arguments.of("planned", written("t", 1, 2), "the plan has units 0 to 1, not 2"),
                Arguments.of("planned", written("t", 1, -1), "not -1"),
                Arguments.of("planned", written("t", 0, 1), EPOCH),
                Arguments.of("planned", verified("t", 1, 0), "not written"),
                Arguments.of("planned", FAILED, ""),
                Arguments.of("planned", failed(2), "not 2"),
                Arguments.of("planned", failed(TableState.WHOLE), ""),
                Arguments.of("planned", publishing("t", 1, "c"), "not every unit"),
                Arguments.of("written", written("t", 1, 0), ""),
                Arguments.of("written", verified("t", 1, 0), ""),
                Arguments.of("written", publishing("t", 1, "c"), ""),
                Arguments.of("written", publishing("t", 0, "c"), EPOCH),
                Arguments.of("written", published("t", 1, "c"), "no such change"),
                Arguments.of("publishing", publishing("t", 1, "c"), ""),
                Arguments.of("publishing", publishing("t", 1, "d"), "another change is open"),
                Arguments.of("publishing", planned("t", 1, plan("r1", 1)), "a change is open"),
                Arguments.of("publishing", written("t", 1, 0), "nothing is being done"),
                Arguments.of("publishing", verified("t", 1, 0), "not written"),
                Arguments.of("publishing", FAILED, "nothing is being done"),
                Arguments.of("publishing", failed(TableState.WHOLE), ""),
                Arguments.of("publishing", published("t", 1, "d"), "no such change"),
                Arguments.of("publishing", published("t", 0, "c"), EPOCH),
                Arguments.of("publishing", published("t", 1, "c"), ""),
                Arguments.of("publishing", ABANDONED, ""),
                Arguments.of("publishing", claimed("t", 2, "r1"), ""),
                Arguments.of("published", published("t", 1, "c"), "no such change"),
                Arguments.of("published", publishing("t", 1, "c"), "not every unit"),
                Arguments.of("published", written("t", 1, 0), "nothing is being done"),
                Arguments.of("published", failed(TableState.WHOLE), "nothing is being done"),
                Arguments.of("published", planned("t", 1, plan("r1", 1)), ""));
    }

    @ParameterizedTest(name = "when {0}, {1}: {2}")
    @MethodSource("rules")
    void anEntryMayFollowOrIsRefused(String step, Entry entry, String refusal) {
        State state = Entries.state(upTo(step));

        if (refusal.isEmpty()) {
            assertThat(state.refusal(entry)).isEmpty();
        } else {
            assertThat(state.refusal(entry))
                    .hasValueSatisfying(why -> assertThat(why).contains(refusal));
        }
    }

    @Test
    void nothingFollowsARunThatHasEnded() {
        for (String step : List.of("claimed", "planned", "written", "publishing")) {
            State state = Entries.state(upTo(step));
            state.apply(ended("r1"));
            for (Arguments rule : rules().toList()) {
                Entry entry = (Entry) rule.get()[1];
                boolean another =
                        entry instanceof Entry.Started start && !start.run().equals("r1");
                assertThat(state.refusal(entry).isEmpty()).as("%s", entry).isEqualTo(another);
            }
        }
    }

    @Test
    void afterAClaimWhatCarriesTheOldEpochIsRefused() {
        State state = Entries.state(upTo("publishing"));
        state.apply(started("r2", "job"));
        state.apply(claimed("t", 2, "r2"));

        for (Entry old : List.of(published("t", 1, "c"), ABANDONED, publishing("t", 1, "c"))) {
            assertThat(state.refusal(old)).as("%s", old).isPresent();
            assertThat(Fenced.by(state, old)).hasValueSatisfying(text -> assertThat(text)
                    .contains("t was taken over by run r2 of job job (process 7 on host)"));
        }
        assertThat(state.refusal(published("t", 2, "c"))).isEmpty();
    }

    /** What is tried leaves no trace, whatever it is. */
    @Test
    void aTrialChangesNothingBelow() {
        for (long seed = 1; seed <= 30; seed++) {
            RandomEntries random = new RandomEntries(seed);
            State state = new State();
            for (int i = 0; i < 60; i++) {
                List<Object> before = Entries.picture(state);
                State trial = state.trial();
                State second = trial.trial();
                List<Entry> tried = new ArrayList<>();
                for (int j = 0; j < 3; j++) {
                    Entry entry = random.next(second);
                    tried.add(entry);
                    second.apply(entry);
                }
                tried.forEach(trial::apply);
                assertThat(Entries.picture(state)).as("seed %d", seed).isEqualTo(before);
                tried.forEach(entry -> {
                    assertThat(state.refusal(entry)).isEmpty();
                    state.apply(entry);
                });
                trial.tables().forEach(table -> assertThat(table)
                        .usingRecursiveComparison()
                        .withComparatorForType((a, b) -> samework(a, b) ? 0 : 1, Work.class)
                        .isEqualTo(state.table(table.table())));
            }
        }
    }

    private static boolean samework(Work one, Work other) {
        return one.units().equals(other.units())
                && one.troubles().equals(other.troubles())
                && one.plan().equals(other.plan());
    }

    // Keeping what was written

    @Test
    void whatWasWrittenForUnitsThatArePlannedAlikeStays() {
        State state = Entries.state(upTo("written"));
        state.apply(planned("t", 1, plan("r1", Planned.Mode.REPLACE, List.of("f0", "other", "f2"))));

        Work work = state.table("t").work().orElseThrow();
        assertThat(work.units()).containsOnlyKeys(0);
        assertThat(work.complete()).isFalse();
    }

    @Test
    void aUnitThatFailedIsNotWrittenUntilItIs() {
        State state = Entries.state(upTo("written"));
        state.apply(FAILED);
        Work work = state.table("t").work().orElseThrow();
        assertThat(work.units()).containsOnlyKeys(1);
        assertThat(work.troubles()).containsEntry(0, new Work.Trouble("INPUT", "row 5"));

        state.apply(written("t", 1, 0));
        assertThat(state.snapshot("t").work().orElseThrow().troubles()).isEmpty();
        assertThat(state.refusal(publishing("t", 1, "c")))
                .as("written, but not read back")
                .isPresent();
    }

    @Test
    void whatWasGivenUpIsRememberedUntilTheNextChangeRemovesIt() {
        State state = Entries.state(upTo("publishing"));
        state.apply(ABANDONED);
        TableState table = state.table("t");
        assertThat(table.strays()).extracting(DataFile::key).containsExactly("t/0.lines", "t/1.lines");
        assertThat(table.work().orElseThrow().units()).isEmpty();

        state.apply(written("t", 1, 1));
        state.apply(verified("t", 1, 1));
        assertThat(table.removals(table.next(""))).extracting(DataFile::key).containsExactly("t/0.lines");
    }

    @Test
    void appendingReplacesTheSameSelectionAlone() {
        State state = Entries.state(upTo("published"));
        UnaryOperator<Planned> other = plan -> new Planned(
                plan.run(),
                Planned.Mode.APPEND,
                false,
                "some",
                plan.schema(),
                plan.origin(),
                "",
                Borders.NONE,
                plan.fingerprints());
        for (int i = 0; i < 2; i++) {
            List.of(
                            planned("t", 1, other.apply(plan("r" + i, 1))),
                            written("t", 1, 0),
                            publishing("t", 1, "d"),
                            published("t", 1, "d"))
                    .forEach(state::apply);
        }

        assertThat(state.table("t").content()).extracting(Slice::selection).containsExactly("all", "some");
        assertThat(state.table("t").content()).extracting(Slice::run).containsExactly("r1", "r1");
    }
}
