package dev.slipway.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LossesTest {
    private static final long SEED = 20_261_121;

    private static Losses.OfColumn of(String column, long nulled, long rejected) {
        return new Losses.OfColumn(column, nulled, rejected);
    }

    @Test
    void columnsStandInTheOrderOfTheirNamesOnceAndOnlyIfTheyLostSomething() {
        Losses losses = new Losses(List.of(of("b", 1, 2), of("none", 0, 0), of("a", 3, 0), of("b", 0, 5)));

        assertThat(losses.columns()).containsExactly(of("a", 3, 0), of("b", 1, 7));
        assertThat(losses.nulled()).isEqualTo(4);
        assertThat(losses.rejected()).isEqualTo(7);
        assertThat(losses.isEmpty()).isFalse();
        assertThat(new Losses(List.of(of("none", 0, 0)))).isEqualTo(Losses.NONE);
        assertThat(Losses.NONE.isEmpty()).isTrue();
    }

    @Test
    void aSumIsTheSameInWhateverOrderAndLosesItsPartsAgain() {
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            List<Losses> parts = new ArrayList<>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                parts.add(new Losses(List.of(
                        of("c" + random.nextInt(3), random.nextInt(3), random.nextInt(3)),
                        of("c" + random.nextInt(3), random.nextInt(3), random.nextInt(3)))));
            }
            Losses sum = Losses.sum(parts);
            Losses first = parts.removeFirst();

            assertThat(sum.minus(first)).as("seed %d", SEED).isEqualTo(Losses.sum(parts));
            parts.add(first);
            Collections.shuffle(parts, random);
            assertThat(Losses.sum(parts)).as("seed %d", SEED).isEqualTo(sum);
        }
    }
}
