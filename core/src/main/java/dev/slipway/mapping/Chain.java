package dev.slipway.mapping;

import dev.slipway.data.Column;
import java.util.List;
import java.util.Optional;

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

    /** The step that makes empty texts null, if there is one: it is the first. */
    Optional<EmptyToNull> emptying() {
        return steps.getFirst() instanceof EmptyToNull emptying ? Optional.of(emptying) : Optional.empty();
    }
}
