package dev.slipway.mapping;

import dev.slipway.config.Place;
import java.util.List;
import java.util.Optional;

/**
 * What a mapping says of one column.
 *
 * @param column its name at the source
 * @param drop it is left out, after others were promoted out of it
 * @param name its name afterwards, if another
 * @param steps what happens to its values
 * @param promotions columns that are taken out of it, as it is before all steps
 * @param place where the file says so, for messages
 */
public record ColumnRule(
        String column, boolean drop, Optional<String> name, Steps steps, List<Promotion> promotions, Place place) {
    public ColumnRule {
        promotions = List.copyOf(promotions);
    }
}
