package dev.slipway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SummaryTest {
    /** Whatever may happen, a summary tells the same as the history did, and allows the same. */
    @Test
    void aSummaryGivesTheStateThatAllEntriesGave() {
        int entries = 0;
        for (long seed = 1; seed <= 400; seed++) {
            RandomEntries random = new RandomEntries(seed);
            State state = new State();
            for (int i = 0; i < 80; i++) {
                state.apply(random.next(state));
                entries++;
                if (i % 8 == 0) {
                    State summed = Entries.state(Summary.of(state));
                    assertThat(Entries.picture(summed))
                            .as("seed %d, entry %d", seed, i)
                            .isEqualTo(Entries.picture(state));
                    assertThat(summed.refusal(random.next(state)))
                            .as("seed %d, entry %d", seed, i)
                            .isEmpty();
                }
            }
        }
        System.out.println(entries + " entries by chance");
    }

    @Test
    void ofRunsThatHaveNoTableTheLastHundredAreRemembered() {
        State state = new State();
        state.apply(Entries.started("holding", "job"));
        state.apply(Entries.claimed("t", 1, "holding"));
        state.apply(Entries.ended("holding"));
        state.apply(Entries.started("killed", "job"));
        state.apply(Entries.claimed("u", 1, "killed"));
        state.apply(Entries.started("taking over", "job"));
        state.apply(Entries.claimed("u", 2, "taking over"));
        for (int i = 0; i < 250; i++) {
            state.apply(Entries.started("run" + i, "job"));
            state.apply(Entries.ended("run" + i));
        }

        State summed = Entries.state(Summary.of(state));

        List<String> runs = summed.runs().stream().map(RunState::run).toList();
        assertThat(runs)
                .hasSize(102)
                .startsWith("holding", "taking over", "run150")
                .endsWith("run249");
        assertThat(summed.holder("t")).isEmpty();
        Entry late = new Entry.Renewed("killed", Entries.UNTIL);
        assertThat(summed.refusal(late)).isPresent();
        assertThat(Fenced.by(summed, late))
                .hasValueSatisfying(text -> assertThat(text).contains("taken over by others"));
        assertThat(Entries.picture(Entries.state(Summary.of(summed)))).isEqualTo(Entries.picture(summed));
    }
}
