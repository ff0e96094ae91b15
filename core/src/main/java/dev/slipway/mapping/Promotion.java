package dev.slipway.mapping;

import dev.slipway.config.Place;

/**
 * A value inside a JSON column that becomes a column.
 *
 * @param name of the new column
 * @param pointer where the value stands
 * @param steps what happens to it, beginning with its text
 * @param place where the file says so, for messages
 */
public record Promotion(String name, JsonPointer pointer, Steps steps, Place place) {}
