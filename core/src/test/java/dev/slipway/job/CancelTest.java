package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class CancelTest {
    private final Cancel cancel = new Cancel();
    /** Actions run side by side. */
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());

    @Test
    void nothingStopsUntilItIsAskedTo() {
        cancel.onRequest(() -> ran.add("a"));

        assertThatCode(cancel::check).doesNotThrowAnyException();
        assertThat(cancel.requested()).isFalse();
        assertThat(ran).isEmpty();
    }

    @Test
    void aRequestRunsEachActionOnceAndLaterOnesAtOnce() {
        cancel.onRequest(() -> ran.add("a"));
        cancel.onRequest(() -> ran.add("b"));

        cancel.request();
        cancel.request();
        cancel.onRequest(() -> ran.add("c"));

        assertThat(ran).containsExactlyInAnyOrder("a", "b", "c").endsWith("c");
        assertThat(cancel.requested()).isTrue();
        assertThatThrownBy(cancel::check).isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.kind())
                .isEqualTo(Failure.Kind.CANCELLED));
    }

    @Test
    void actionsRunSideBySideAndAreAllWaitedFor() {
        CyclicBarrier meeting = new CyclicBarrier(3);
        for (String name : List.of("a", "b", "c")) {
            cancel.onRequest(() -> {
                try {
                    meeting.await(30, TimeUnit.SECONDS);
                    ran.add(name);
                } catch (Exception e) {
                    throw new IllegalStateException(name + " was alone", e);
                }
            });
        }

        cancel.request();

        assertThat(ran).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void anActionThatFailsDoesNotKeepTheOthersFromRunning() {
        cancel.onRequest(() -> {
            throw new IllegalStateException("socket");
        });
        cancel.onRequest(() -> ran.add("b"));

        assertThatThrownBy(cancel::request).hasMessage("socket");

        assertThat(ran).containsExactly("b");
    }

    @Test
    void anActionMayAskToStopItself() {
        cancel.onRequest(cancel::request);
        cancel.onRequest(() -> ran.add("b"));

        cancel.request();

        assertThat(ran).containsExactly("b");
    }

    @Test
    void whatWasTakenBackDoesNotRun() {
        Runnable forgotten = () -> ran.add("a");
        cancel.onRequest(forgotten);
        cancel.onRequest(() -> ran.add("b"));
        cancel.forget(forgotten);

        cancel.request();

        assertThat(ran).containsExactly("b");
    }
}
