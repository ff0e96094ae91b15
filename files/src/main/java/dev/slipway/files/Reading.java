package dev.slipway.files;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * How the values of a column are written.
 *
 * @param format {@code epoch-seconds}, {@code epoch-millis}, {@code epoch-micros} or {@code epoch-nanos} for timestamps;
 *     {@code base64}, {@code base64url} or {@code hex} for bytes; {@code yes/no}, any two words, for bool; {@code string} for
 *     JSON, of a text that is none. Empty: ISO 8601, base64, true and false, and JSON
 * @param nulls texts that mean null
 * @param any whether a value of another kind is taken by its text: a number, true or false for text, and a string for
 *     everything that is not text
 * @param inexact whether a float may be the nearest one to what is written; else it has to have the same digits
 * @param zone the zone of times that name none, for timestamps that are instants
 */
public record Reading(
        Optional<String> format, List<String> nulls, boolean any, boolean inexact, Optional<ZoneId> zone) {
    /** Nothing is said. */
    public static final Reading PLAIN = new Reading(Optional.empty(), List.of(), false, false, Optional.empty());

    public Reading {
        nulls = List.copyOf(nulls);
    }
}
