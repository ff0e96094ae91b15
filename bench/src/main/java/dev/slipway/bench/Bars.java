package dev.slipway.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What was asked of Slipway, and what it does: only what this run measured. */
final class Bars {
    private static final String OURS = "slipway";
    private static final double ROWS_OF_BAR = 5e6;

    private final Report report;
    private final Map<Shape, Long> rows;
    private final OptionalDouble digestSeconds;
    private final List<Bar> bars = new ArrayList<>();

    /** A figure that must not be above (or, for ratios in our favour, below) a limit. */
    private record Bar(String what, double measured, double limit, double goal, boolean atMost) {
        String met() {
            boolean bar = atMost ? measured <= limit : measured >= limit;
            boolean best = atMost ? measured <= goal : measured >= goal;
            return best ? "goal" : bar ? "yes" : "NO";
        }

        String limitText() {
            return (atMost ? "≤ " : "≥ ") + Report.number(limit);
        }
    }

    /**
     * @param rows of each measured table
     * @param digestSeconds of the seed's table, cold, if that was measured
     */
    Bars(Report report, Map<Shape, Long> rows, OptionalDouble digestSeconds) {
        this.report = report;
        this.rows = rows;
        this.digestSeconds = digestSeconds;
    }

    @Override
    public String toString() {
        for (Shape shape : Shape.values()) {
            wall(shape);
            files(shape);
        }
        cpu();
        whole();
        scale();
        Grid grid = new Grid("what", "measured", "bar", "goal", "met");
        for (Bar bar : bars) {
            String goal = bar.goal == bar.limit ? "" : Report.number(bar.goal);
            grid.row(bar.what, Report.number(bar.measured), bar.limitText(), goal, bar.met());
        }
        return grid.toString();
    }

    private void wall(Shape shape) {
        ratio(shape, OURS, "limit-1", Measured::wallSeconds)
                .ifPresent(ratio -> atMost("wall ÷ limit-1, " + shape.lowerName(), ratio, 1.0, 0.85));
    }

    private void files(Shape shape) {
        double bar = shape == Shape.SEED ? 0.88 : 0.93;
        double goal = shape == Shape.SEED ? 0.80 : 0.90;
        ratio(shape, OURS, "duckdb", Measured::fileBytes)
                .ifPresent(ratio -> atMost("files ÷ DuckDB's, " + shape.lowerName(), ratio, bar, goal));
    }

    private void cpu() {
        tcp(Shape.SEED, OURS).ifPresent(ours -> {
            double cpu = ours.median(Measured::cpuSeconds);
            double scaled = cpu * ROWS_OF_BAR / rows.getOrDefault(Shape.SEED, 0L);
            atMost("client CPU s for 5 M rows, seed" + (scaled == cpu ? "" : " (scaled)"), scaled, 5.0, 4.2);
            digestSeconds.ifPresent(digest -> atMost("digest's share of client CPU, seed", digest / cpu, 0.08, 0.05));
        });
        Stream.of("duckdb", "duckdb-fast")
                .flatMap(name -> ratio(Shape.SEED, name, OURS, Measured::cpuSeconds).stream())
                .min(Double::compare)
                .ifPresent(ratio -> atLeast("client CPU of DuckDB-fed (the cheaper) ÷ ours, seed", ratio, 2.0, 2.5));
        ratio(Shape.SEED, "parquet-java", OURS, Measured::cpuSeconds)
                .ifPresent(ratio -> atLeast("client CPU of parquet-java-fed ÷ ours, seed", ratio, 2.4, 3.0));
        ratio(Shape.SEED, "seeds-way", OURS, Measured::cpuSeconds)
                .ifPresent(ratio -> atLeast("client CPU of the seed's way ÷ ours, seed", ratio, 4.2, 5.0));
    }

    private void whole() {
        for (Shape shape : Shape.values()) {
            tcp(shape, OURS)
                    .ifPresent(ours -> atMost(
                            "peak RSS MB, " + shape.lowerName(), ours.most(Measured::residentBytes) / 1e6, 450, 350));
            ratio(shape, "slipway-verified", OURS, Measured::wallSeconds)
                    .ifPresent(ratio ->
                            atMost("read-back ÷ export without it, wall, " + shape.lowerName(), ratio - 1, 0.6, 0.4));
            report.find(shape, Transport.TLS, OURS).ifPresent(tls -> tcp(shape, OURS)
                    .ifPresent(tcp -> atMost(
                            "over TLS ÷ over TCP, wall, " + shape.lowerName(),
                            tls.ratio(tcp, Measured::wallSeconds),
                            1.3,
                            1.3)));
        }
    }

    private void scale() {
        ratio(Shape.SEED, OURS, Scale.tenth(OURS), Measured::cpuSeconds)
                .ifPresent(ratio -> atMost("10 × the rows: CPU ÷ 10, seed", ratio / 10, 1.1, 1.1));
        ratio(Shape.SEED, OURS, Scale.tenth(OURS), Measured::residentBytes)
                .ifPresent(ratio -> atMost("10 × the rows: peak RSS ÷ that of a tenth, seed", ratio, 1.1, 1.1));
    }

    private Optional<Series> tcp(Shape shape, String contestant) {
        return report.find(shape, Transport.TCP, contestant);
    }

    private Optional<Double> ratio(Shape shape, String one, String other, ToDoubleFunction<Measured> figure) {
        return tcp(shape, one).flatMap(series -> tcp(shape, other).map(beside -> series.ratio(beside, figure)));
    }

    private void atMost(String what, double measured, double limit, double goal) {
        bars.add(new Bar(what, measured, limit, goal, true));
    }

    private void atLeast(String what, double measured, double limit, double goal) {
        bars.add(new Bar(what, measured, limit, goal, false));
    }
}
