package dev.slipway.mapping;

import java.util.Optional;

/**
 * What happens to the values of a column, in the order of the parameters.
 *
 * @param emptyToNull an empty text becomes null
 * @param separator splits a text into a list; what follows applies to its elements
 * @param conversion makes another type of it
 * @param exact refuses what does not render back to the same text
 * @param substitute a value, as text, that takes the place of nulls
 * @param onBadValue what becomes of a value that does not convert; as for the whole mapping, if empty
 */
public record Steps(
        boolean emptyToNull,
        Optional<String> separator,
        Optional<Conversion> conversion,
        boolean exact,
        Optional<String> substitute,
        Optional<OnBadValue> onBadValue) {
    /** Nothing happens. */
    public static final Steps NONE =
            new Steps(false, Optional.empty(), Optional.empty(), true, Optional.empty(), Optional.empty());

    /** Whether any value changes. */
    boolean any() {
        return emptyToNull || separator.isPresent() || conversion.isPresent() || substitute.isPresent();
    }

    /** The same for a value that is converted already. */
    Steps withoutConversion() {
        return new Steps(emptyToNull, separator, Optional.empty(), exact, substitute, onBadValue);
    }
}
