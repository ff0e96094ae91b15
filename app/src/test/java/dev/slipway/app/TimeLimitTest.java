package dev.slipway.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class TimeLimitTest {
    private final List<Duration> set = new ArrayList<>();
    private final List<Runnable> ringing = new ArrayList<>();

    private final TimeLimit limit = new TimeLimit((after, action) -> {
        set.add(after);
        ringing.add(action);
        return () -> ringing.remove(action);
    });

    private static Failure stopped() {
        return new Failure(Failure.Kind.CANCELLED, "interrupted");
    }

    @Test
    void aRunThatTakesTooLongIsStoppedAndFails() {
        limit.begin(Optional.of(Duration.ofMinutes(10)));
        assertThat(set).containsExactly(Duration.ofMinutes(10));
        ringing.getFirst().run();

        assertThat(limit.cancel().requested()).isTrue();
        assertThat(limit.status(ExitCode.INTERRUPTED)).isEqualTo(ExitCode.FAILED);
        assertThat(limit.status(ExitCode.DONE)).isEqualTo(ExitCode.DONE);
        assertThat(limit.note(ExitCode.DONE)).isEmpty();
        assertThat(limit.told(stopped()).kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
        assertThat(limit.told(stopped()).text()).contains("after 600s", "timeout of the job", "to go on", "longer");
        assertThat(limit.told(new Failure(Failure.Kind.INPUT, "x")).text()).isEqualTo("x");
    }

    @Test
    void aRunThatIsOverInTimeIsLeftAlone() {
        limit.begin(Optional.of(Duration.ofMinutes(10)));
        limit.close();

        assertThat(ringing).isEmpty();
        assertThat(limit.cancel().requested()).isFalse();
    }

    @Test
    void withoutALimitNoAlarmIsSet() {
        limit.begin(Optional.empty());

        assertThat(set).isEmpty();
    }

    @Test
    void whoIsStoppedByTheUserIsNotStoppedByTheLimit() {
        limit.begin(Optional.of(Duration.ofMinutes(10)));
        limit.cancel().request();
        ringing.getFirst().run();

        assertThat(limit.status(ExitCode.INTERRUPTED)).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(limit.told(stopped()).kind()).isEqualTo(Failure.Kind.CANCELLED);
    }

    @Test
    void theMachinesAlarmRings() throws InterruptedException {
        var rung = new CountDownLatch(1);
        Wiring.alarm().set(Duration.ZERO, rung::countDown);

        assertThat(rung.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
