package dev.slipway.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.digest.Digest;
import dev.slipway.job.Event;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of an export while it runs. */
class ProgressTextTest {
    private final Tally tally = new Tally();

    private String line(int seconds) {
        return new ProgressText(100).line(tally.state(), Duration.ofSeconds(seconds));
    }

    private List<String> block(int columns, int seconds) {
        return new ProgressText(columns).block(tally.state(), Duration.ofSeconds(seconds));
    }

    private static Event done(int worker, String unit) {
        return new Event.UnitDone(worker, "public.t", unit, false, 1, 1, 1, 1, Duration.ZERO);
    }

    @Test
    void aLineTellsHowFarItIsHowLongItTakesAndHowFastItGoes() {
        tally.accept(new Event.Planned("public.t", 4, 1_000_000, 500_000_000));
        tally.accept(new Event.UnitStarted(0, "public.t", "public.t/0"));
        tally.accept(new Event.Progress(0, 250_000, 60_000_000));
        assertThat(line(10))
                .isEqualTo("25 %  250 k of ~1.00 M rows, 30 s left, 25 k rows/s, 6.00 MB/s, 0 of 4 units done");
        tally.accept(done(0, "public.t/0"));
        assertThat(line(10)).endsWith("1 of 4 units done");
    }

    @Test
    void nothingIsForetoldFromTheFirstMoments() {
        tally.accept(new Event.Planned("public.t", 1, 1_000_000, 500_000_000));
        assertThat(line(0)).isEqualTo(" 0 %  0 of ~1.00 M rows, 0 rows/s, 0 B/s, 0 of 1 unit done");
        tally.accept(new Event.UnitStarted(0, "public.t", "public.t/0"));
        tally.accept(new Event.Progress(0, 9_000, 1_000));
        assertThat(line(60)).doesNotContain("left");
    }

    @Test
    void moreRowsThanEstimatedAreNeverAllOfThem() {
        tally.accept(new Event.Planned("public.t", 1, 1_000, 500));
        tally.accept(new Event.UnitStarted(0, "public.t", "public.t/0"));
        tally.accept(new Event.Progress(0, 5_000, 1_000));
        assertThat(line(10)).startsWith("99 %  5000 of ~5000 rows");
    }

    @Test
    void withoutAnEstimateUnitsAreCounted() {
        tally.accept(new Event.Planned("public.v", 2, 0, 0));
        tally.accept(new Event.UnitStarted(0, "public.v", "public.v/0"));
        tally.accept(new Event.Progress(0, 70, 1_000));
        tally.accept(done(0, "public.v/0"));
        assertThat(line(10)).startsWith("50 %  70 of ~70 rows");
    }

    @Test
    void aTerminalSeesEachConnectionAndWhatItDoes() {
        tally.accept(new Event.Planned("public.t", 4, 1_000_000, 500_000_000));
        tally.accept(new Event.UnitStarted(0, "public.t", "public.t/0"));
        tally.accept(new Event.UnitStarted(1, "public.t", "public.t/1"));
        tally.accept(new Event.Progress(0, 400_000, 60_000_000));
        tally.accept(new Event.Progress(1, 100_000, 60_000_000));
        tally.accept(new Event.FileWritten(0, "public.t", "public.t/0", 400_000, 9_000_000));
        assertThat(block(100, 10))
                .containsExactly(
                        "▕██████████░░░░░░░░░░▏ 50 %  500 k of ~1.00 M rows, 10.0 s left, 50 k rows/s, 12.0 MB/s"
                                .replace("10.0 s", "10 s"),
                        "  connection 1  public.t/0  reading back, 400 k rows",
                        "  connection 2  public.t/1  reading, 100 k rows");
        tally.accept(new Event.FileVerified(0, "public.t", "public.t/0", new Digest(400_000, 1, 2)));
        tally.accept(done(1, "public.t/1"));
        assertThat(block(100, 10)).hasSize(2).last().isEqualTo("  connection 1  public.t/0  reading, 400 k rows");
    }

    @Test
    void noLineIsWiderThanTheTerminalOrPlaysOnIt() {
        tally.accept(new Event.Planned("t", 100, 1_000_000, 500_000_000));
        for (int i = 0; i < 40; i++) {
            tally.accept(new Event.UnitStarted(i, "public.a", "public.a\u001b[2J\nvery_long_name_of_a_table_" + i));
        }
        List<String> lines = block(30, 10);
        assertThat(lines).hasSize(18).allSatisfy(line -> {
            assertThat(line).hasSizeLessThanOrEqualTo(30);
            assertThat(line).doesNotContainPattern("\\p{Cntrl}");
        });
        assertThat(lines.get(1)).endsWith("…");
        assertThat(lines).last().isEqualTo("  and 24 more connections");
    }
}
