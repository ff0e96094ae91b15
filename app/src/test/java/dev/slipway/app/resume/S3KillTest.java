package dev.slipway.app.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.aws.S3Server;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of real processes that export to S3, at random instants. Set {@code slipway.seed} to repeat what was seen, and
 * {@code slipway.trials} for another number of them.
 */
final class S3KillTest {
    private static final S3Server STORE = S3Server.startForThisProcess();

    @AfterAll
    static void stop() {
        STORE.close();
    }

    @TempDir
    Path folder;

    private KillTrials trials(int count, long otherwise) throws Exception {
        long seed = Long.getLong("slipway.seed", otherwise);
        System.out.println("kills while exporting to S3: seed " + seed);
        KillTrials trials = new KillTrials(folder, number -> Target.bucket(STORE, "lake-" + number), seed);
        for (int i = 0; i < count; i++) {
            trials.run();
        }
        System.out.println("kills while exporting to S3: " + trials.summary());
        assertThat(trials.kills()).isPositive();
        return trials;
    }

    @Test
    void aRunThatIsKilledAtAnyInstantIsCarriedOnByTheNext() throws Exception {
        trials(3, 20261121);
    }

    @Test
    @Tag("heavy")
    void manyRunsThatAreKilledAreCarriedOn() throws Exception {
        // In a few trials, chance decides whether any unit was whole when its run was killed.
        assertThat(trials(Integer.getInteger("slipway.trials", 40), 8).unitsKept())
                .isPositive();
    }
}
