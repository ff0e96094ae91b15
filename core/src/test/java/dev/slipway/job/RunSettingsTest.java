package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How long is waited between attempts. */
class RunSettingsTest {
    private static List<Long> pauses(Duration first, int count) {
        RunSettings how = new RunSettings(
                RunSettings.DEFAULT.mode(),
                RunSettings.DEFAULT.publish(),
                100,
                first,
                RunSettings.DEFAULT.stopOnError());
        return IntStream.rangeClosed(1, count)
                .mapToObj(made -> how.pause(made).toSeconds())
                .toList();
    }

    @Test
    void eachPauseIsTwiceAsLongAsTheOneBeforeUpToAMinuteOrTheFirstIfThatIsLonger() {
        assertThat(pauses(Duration.ofSeconds(10), 5)).containsExactly(10L, 20L, 40L, 60L, 60L);
        assertThat(pauses(Duration.ofMinutes(2), 3)).containsExactly(120L, 120L, 120L);
        assertThat(pauses(Duration.ZERO, 100)).containsOnly(0L);
    }
}
