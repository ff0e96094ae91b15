package dev.slipway.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** All runs of one contestant on one table over one transport; run i of every series belongs to round i. */
record Series(Shape shape, Transport transport, String contestant, List<Measured> runs) {
    static Series of(Shape shape, Transport transport, String contestant) {
        return new Series(shape, transport, contestant, new ArrayList<>());
    }

    double median(ToDoubleFunction<Measured> figure) {
        return median(runs.stream().mapToDouble(figure).toArray());
    }

    double least(ToDoubleFunction<Measured> figure) {
        return runs.stream().mapToDouble(figure).min().orElse(Double.NaN);
    }

    double most(ToDoubleFunction<Measured> figure) {
        return runs.stream().mapToDouble(figure).max().orElse(Double.NaN);
    }

    /** The median over the rounds of this run's figure by that of the other in the same round. */
    double ratio(Series other, ToDoubleFunction<Measured> figure) {
        double[] ratios = new double[Math.min(runs.size(), other.runs.size())];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = figure.applyAsDouble(runs.get(i)) / figure.applyAsDouble(other.runs.get(i));
        }
        return median(ratios);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int half = values.length / 2;
        if (values.length == 0) {
            return Double.NaN;
        }
        return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}
