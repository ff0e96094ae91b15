package dev.slipway.mapping;

import dev.slipway.data.Field;
import dev.slipway.data.Type;
import java.util.Optional;

/**
 * One column of the result.
 *
 * @param source the position of the column that it comes from
 * @param label what messages call it
 * @param field what it is afterwards
 * @param pipeline what happens to its values; none if nothing does
 * @param promotion where in the source's JSON it is taken from, if it is
 */
record ColumnPlan(int source, String label, Field field, Optional<Pipeline> pipeline, Optional<JsonPointer> promotion) {
    /** Whether it is taken out of JSON and stays JSON. */
    boolean promotedAsJson() {
        return promotion.isPresent()
                && pipeline.filter(steps -> steps.typeBefore() instanceof Type.Json)
                        .isPresent();
    }

    /** Whether rows may be left out because of it. */
    boolean rejects() {
        return pipeline.filter(steps -> steps.policy() == OnBadValue.REJECT).isPresent();
    }
}
