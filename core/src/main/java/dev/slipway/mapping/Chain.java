package dev.slipway.mapping;

import dev.slipway.data.Column;
import java.util.List;

/** Steps one after the other. */
record Chain(List<Step> steps) implements Step {
    @Override
    public Column apply(Column column, int rows, BadValues bad) {
        Column result = column;
        for (Step step : steps) {
            result = step.apply(result, rows, bad);
        }
        return result;
    }
}
