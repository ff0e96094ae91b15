package dev.slipway.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.Failure;
import dev.slipway.job.Event;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class LogEventsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    private LogEvents open(Path file, LogEvents.Form form) {
        return LogEvents.append(file, new PrintWriter(err, true), form, CLOCK, "r1", "nightly");
    }

    @Test
    void linesAreAppendedWithTimeRunAndJob() throws Exception {
        Path file = folder.resolve("log");
        for (LogEvents.Form form : LogEvents.Form.values()) {
            try (LogEvents log = open(file, form)) {
                log.accept(new Event.UnitStarted(1, "public.t", "public.t/0"));
                log.accept(new Event.Warned("a \"b\"\n\u0007c=d"));
                log.accept(new Event.Progress(1, 5, 50));
            }
        }

        assertThat(file)
                .hasContent(String.join(
                        System.lineSeparator(),
                        "time=2026-01-02T03:04:05.678Z run=r1 job=nightly event=unit-started worker=1 table=public.t"
                                + " unit=public.t/0",
                        "time=2026-01-02T03:04:05.678Z run=r1 job=nightly event=warning text=\"a \\\"b\\\"\\n\\u0007c=d\"",
                        "{\"time\":\"2026-01-02T03:04:05.678Z\",\"run\":\"r1\",\"job\":\"nightly\",\"event\":\"unit-started\","
                                + "\"worker\":1,\"table\":\"public.t\",\"unit\":\"public.t/0\"}",
                        "{\"time\":\"2026-01-02T03:04:05.678Z\",\"run\":\"r1\",\"job\":\"nightly\",\"event\":\"warning\","
                                + "\"text\":\"a \\\"b\\\"\\n\\u0007c=d\"}",
                        "[2026-01-02T03:04:05.678Z] [WARN] export:parquet a \"b\"··c=d"));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aLogThatCannotBeBegunIsRefused() throws Exception {
        Path file = Files.createFile(folder.resolve("file")).resolve("log");

        assertThatThrownBy(() -> open(file, LogEvents.Form.JSON))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFIG))
                .hasMessageContaining(file.toString());
    }

    /** The work is worth more than what is written about it. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aLogThatCannotBeWrittenAnyMoreIsToldOnce() {
        try (LogEvents log = open(Path.of("/dev/full"), LogEvents.Form.LOGFMT)) {
            log.accept(new Event.Warned("one"));
            log.accept(new Event.Warned("two"));
        }

        assertThat(err.toString().lines())
                .containsExactly("slipway: warning: the log /dev/full is not complete, No space left on device");
    }
}
