package dev.slipway.app.resume;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of real processes at random instants. Set {@code slipway.seed} to repeat what was seen. */
class KillTest {
    @TempDir
    Path folder;

    private void trials(int count, long otherwise) throws Exception {
        long seed = Long.getLong("slipway.seed", otherwise);
        System.out.println("kills: seed " + seed);
        KillTrials trials = new KillTrials(folder, number -> Target.folder(folder.resolve("lake-" + number)), seed);
        for (int i = 0; i < count; i++) {
            trials.run();
        }
        System.out.println("kills: " + trials.summary());
        assertThat(trials.unitsKept()).isPositive();
    }

    @Test
    void aRunThatIsKilledAtAnyInstantIsCarriedOnByTheNext() throws Exception {
        trials(10, 20261121);
    }

    @Test
    @Tag("heavy")
    void twoHundredRunsThatAreKilledAreCarriedOn() throws Exception {
        trials(200, 7);
    }
}
