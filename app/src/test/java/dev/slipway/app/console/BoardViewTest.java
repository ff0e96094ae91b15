package dev.slipway.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.job.Event;
import dev.slipway.job.Events;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said of many tables while they are exported. */
class BoardViewTest {
    private final AtomicLong clock = new AtomicLong();
    private final Board board = new Board(clock::get);

    private List<String> block(int columns) {
        return new BoardView(board, columns).block(Duration.ofSeconds(10));
    }

    private Events begin(String table, long rows) {
        Events events = board.begin(table);
        events.accept(new Event.Planned(table, 1, 1_000, 5_000));
        events.accept(new Event.UnitStarted(0, table, table + "/0"));
        events.accept(new Event.Progress(0, rows, 2_000_000));
        return events;
    }

    @Test
    void eachTableHasALineWithItsStateItsRowsItsRateAndTheTimeLeft() {
        board.expect(List.of("public.a", "public.bb", "public.c", "public.d"));
        begin("public.a", 1_000).accept(new Event.FileWritten(0, "public.a", "public.a/0", 1_000, 9_000));
        clock.set(TimeUnit.SECONDS.toNanos(2));
        board.end("public.a", true);
        board.begin("public.c");
        board.end("public.c", false);
        begin("public.bb", 250);
        clock.set(TimeUnit.SECONDS.toNanos(12));
        assertThat(block(100))
                .containsExactly(
                        "1 of 4 tables done, 1 failed; 125 rows/s, 400 kB/s",
                        "  public.a   done       1,000 rows, 9.00 kB, 2.0 s",
                        "  public.bb  exporting  25 %  250 of ~1000 rows, 30 s left, 25 rows/s, 200 kB/s",
                        "  public.c   failed     after 0.0 s",
                        "  public.d   waiting");
        assertThat(new BoardView(board, 100).line(Duration.ofSeconds(10)))
                .isEqualTo("1 of 4 tables done, 1 failed; public.bb 25 %; 125 rows/s, 400 kB/s");
    }

    @Test
    void anotherAttemptCountsFromItsOwnBeginning() {
        board.expect(List.of("t"));
        begin("t", 900);
        clock.set(TimeUnit.SECONDS.toNanos(100));
        begin("t", 100);
        clock.set(TimeUnit.SECONDS.toNanos(110));
        assertThat(block(100)).last().asString().contains("10 %  100 of ~1000 rows", "10 rows/s");
    }

    @Test
    void ofMoreThanATerminalHoldsThoseThatSayMostAreShown() {
        List<String> names =
                IntStream.range(0, 200).mapToObj(i -> "public.p" + i).toList();
        board.expect(names);
        names.subList(0, 50).forEach(name -> {
            board.begin(name);
            board.end(name, !name.endsWith("7"));
        });
        begin("public.p50", 10);
        begin("public.p51", 10);
        List<String> lines = block(60);
        assertThat(lines).hasSize(18).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
        assertThat(lines.getFirst()).startsWith("45 of 200 tables done, 5 failed");
        assertThat(lines).anyMatch(line -> line.contains("public.p50 ")).anyMatch(line -> line.contains("public.p51 "));
        assertThat(lines.stream().filter(line -> line.contains("failed  "))).hasSize(5);
        assertThat(lines).last().isEqualTo("  and 184 more tables");
    }

    @Test
    void aNameNeitherPlaysOnTheTerminalNorTakesTheLine() {
        board.expect(List.of("x".repeat(90) + "\u001b[2J\n_2024"));
        assertThat(block(100))
                .last()
                .asString()
                .hasSizeLessThan(80)
                .endsWith("_2024  waiting")
                .doesNotContainPattern("\\p{Cntrl}");
        assertThat(new BoardView(new Board(clock::get), 80).begun()).isFalse();
    }
}
