package dev.slipway.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.ledger.Holder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
@Timeout(30)
class ThisProcessTest {
    private static Holder like(long pid, String started) {
        Holder here = ThisProcess.holder();
        return new Holder(here.host(), pid, started);
    }

    @Test
    void oneThatRunsIsNotGone() {
        assertThat(ThisProcess.gone(ThisProcess.holder())).isFalse();
    }

    @Test
    void itKnowsItselfAndNobodyElse() {
        Holder here = ThisProcess.holder();
        assertThat(ThisProcess.isThis(here)).isTrue();
        assertThat(ThisProcess.isThis(new Holder("elsewhere", here.pid(), here.started())))
                .isFalse();
        assertThat(ThisProcess.isThis(like(here.pid() + 1, here.started()))).isFalse();
    }

    @Test
    void oneOfAnotherMachineIsNeverKnownToBeGone() {
        Holder here = ThisProcess.holder();
        assertThat(ThisProcess.gone(new Holder("elsewhere", here.pid(), "0 " + here.started())))
                .isFalse();
        assertThat(ThisProcess.gone(like(here.pid(), "0 after another boot"))).isFalse();
    }

    @Test
    void oneWhoseNumberIsAnothersNowIsGone() {
        Holder here = ThisProcess.holder();
        assertThat(ThisProcess.gone(like(here.pid(), here.started().replaceFirst("^\\d+", "1"))))
                .isTrue();
    }

    /** A clock that is set must not make the living dead: what is compared is no time of day. */
    @Test
    void whenItBeganIsCountedFromTheStartOfTheMachine() {
        assertThat(ThisProcess.holder().started()).matches("\\d+ .+");
    }

    /** In a container whose first process asks nobody how he ended, the dead keep their numbers. */
    @Test
    void oneThatNobodyAsksHowItEndedIsGone() throws Exception {
        // The child outlives the shell that would ask for it: its place is taken by one that asks nobody.
        String child = "sh -c 'until grep -q sleep /proc/$PPID/comm; do :; done'";
        Process parent = new ProcessBuilder("sh", "-c", child + " & echo $!; exec sleep 600").start();
        try (BufferedReader reader = parent.inputReader(StandardCharsets.US_ASCII)) {
            long pid = Long.parseLong(reader.readLine());
            while (!state(pid).equals("Z")) {
                Thread.onSpinWait();
            }
            Holder here = ThisProcess.holder();
            String began = stat(pid)[19];
            assertThat(ThisProcess.gone(like(pid, here.started().replaceFirst("^\\d+", began))))
                    .isTrue();
        } finally {
            parent.destroyForcibly();
        }
    }

    private static String state(long pid) throws IOException {
        return stat(pid)[0];
    }

    private static String[] stat(long pid) throws IOException {
        String line = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
        return line.substring(line.lastIndexOf(')') + 2).split(" ");
    }
}
