package dev.slipway.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MeasuringTest {
    @TempDir
    private Path folder;

    @Test
    void timeOfAProcessIsItsOwnAndThatOfItsChildren() throws Exception {
        String spin = "i=0; while [ $i -lt 400000 ]; do i=$((i+1)); done";
        Child.Usage busy = Child.run(List.of("sh", "-c", "(" + spin + ") & wait; " + spin), Map.of(), folder);
        Child.Usage idle = Child.run(List.of("sh", "-c", "read line || true"), Map.of(), folder);
        assertThat(busy.cpuSeconds()).isGreaterThan(0.1).isLessThan(2 * busy.wallSeconds());
        assertThat(idle.cpuSeconds()).isLessThan(busy.cpuSeconds() / 4);
    }

    @Test
    void theMemoryOfAProcessIsSeenWhileItRuns() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Child.Usage usage = Child.run(List.of(java, "-Xms64m", "-XX:+AlwaysPreTouch", "--version"), Map.of(), folder);
        assertThat(usage.residentBytes()).isBetween(64L << 20, 1L << 30);
    }

    @Test
    void aProcessThatFailsIsNoMeasurement() {
        assertThatThrownBy(() -> Child.run(List.of("sh", "-c", "echo out of luck >&2; exit 3"), Map.of(), folder))
                .isInstanceOf(Child.Failed.class)
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("out of luck");
    }

    @Test
    void ratiosAreTakenWithinARoundBeforeTheirMedian() {
        Series slow = series("slow", 2, 30, 4);
        Series fast = series("fast", 1, 10, 4);
        assertThat(slow.ratio(fast, Measured::wallSeconds)).isEqualTo(2);
        assertThat(slow.median(Measured::wallSeconds)).isEqualTo(4);
        assertThat(slow.least(Measured::wallSeconds)).isEqualTo(2);
        assertThat(slow.most(Measured::wallSeconds)).isEqualTo(30);
    }

    @Test
    void aBarIsMetMissedOrReachedAsItsGoal() {
        Map<Shape, Long> rows = new EnumMap<>(Map.of(Shape.SEED, 5_000_000L));
        Series limit = series("limit-1", 10, 10, 10);
        assertThat(bars(rows, limit, series("slipway", 8, 8, 8))).contains("0.80 | ≤ 1.00 | 0.85 | goal |");
        assertThat(bars(rows, limit, series("slipway", 9, 9, 9))).contains("0.90 | ≤ 1.00 | 0.85 |  yes |");
        assertThat(bars(rows, limit, series("slipway", 11, 11, 11))).contains("1.10 | ≤ 1.00 | 0.85 |   NO |");
    }

    private static String bars(Map<Shape, Long> rows, Series... series) {
        String bars = new Bars(new Report(List.of(series)), rows, OptionalDouble.empty()).toString();
        return bars.lines()
                .filter(line -> line.startsWith("| wall"))
                .findFirst()
                .orElseThrow()
                .replaceAll(" {2,}(?=[0-9≤])", " ");
    }

    private static Series series(String contestant, double... wallSeconds) {
        Series series = Series.of(Shape.SEED, Transport.TCP, contestant);
        for (double wall : wallSeconds) {
            series.runs().add(new Measured(wall, wall / 2, 1 << 20, 0));
        }
        return series;
    }
}
