package dev.slipway.files;

import dev.slipway.mapping.JsonPointer;
import java.util.List;
import java.util.Optional;

/** Where a value is found, as {@link FileColumn#from} spells it. */
sealed interface Source {
    /** All of the record. */
    record Whole() implements Source {}

    /** The keys on the way to it within the record; for what is no JSON, the only one. */
    record Inside(List<String> steps) implements Source {}

    /** The keys on the way to it from the top of a JSON file. */
    record Outside(List<String> steps) implements Source {}

    /** What {@code text} says; empty if it is a pointer that leads nowhere. */
    static Optional<Source> parse(String text) {
        if (text.equals("$")) {
            return Optional.of(new Whole());
        }
        if (text.startsWith("^/")) {
            return JsonPointer.parse(text.substring(1)).map(pointer -> new Outside(pointer.steps()));
        }
        if (text.startsWith("/")) {
            return JsonPointer.parse(text).map(pointer -> new Inside(pointer.steps()));
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(new Inside(List.of(text)));
    }
}
