package dev.slipway.duckdb;

import java.util.List;
import java.util.Optional;

/**
 * How the records of a CSV file are written, in UTF-8.
 *
 * @param delimiter between values: no line break, and none of the others
 * @param quote around values that hold delimiters, quotes or line breaks; empty: no value is quoted
 * @param escape before a quote within quotes; RFC 4180 has the quote itself
 * @param nulls texts that mean that there is no value, unless they are quoted; the empty one, too, if it is among them
 */
public record CsvDialect(char delimiter, Optional<Character> quote, Optional<Character> escape, List<String> nulls) {
    /** RFC 4180; what is empty and not quoted is no value. */
    public static final CsvDialect RFC_4180 = new CsvDialect(',', Optional.of('"'), Optional.of('"'), List.of(""));

    /** @throws IllegalArgumentException when a text of {@code nulls} has a character that has another meaning */
    public CsvDialect {
        nulls = List.copyOf(nulls);
        for (String text : nulls) {
            if (text.indexOf(delimiter) >= 0 || holds(text, quote) || holds(text, escape)) {
                throw new IllegalArgumentException("\"" + text
                        + "\" cannot mean that there is no value: delimiter, quote and escape are not in it");
            }
        }
    }

    private static boolean holds(String text, Optional<Character> one) {
        return one.filter(character -> text.indexOf(character) >= 0).isPresent();
    }
}
