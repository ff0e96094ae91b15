package dev.slipway.mapping;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A word with arguments, as in {@code decimal(20,0)}. */
record Call(String word, List<String> arguments) {
    private static final Pattern CALL = Pattern.compile("([a-z0-9]+)(?:\\(([^()]*)\\))?");

    /** @throws IllegalArgumentException if {@code text} is no such thing */
    static Call of(String text) {
        Matcher matcher = CALL.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        String inner = matcher.group(2);
        return new Call(
                matcher.group(1),
                inner == null
                        ? List.of()
                        : List.of(inner.split(",", -1)).stream()
                                .map(String::strip)
                                .toList());
    }

    /** The argument at {@code index} as a number; {@code otherwise} without one. */
    int number(int index, int otherwise) {
        return index < arguments.size() ? number(arguments.get(index)) : otherwise;
    }

    private static int number(String digits) {
        if (!digits.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException(digits);
        }
        return Integer.parseInt(digits);
    }

    /** Itself, if there are at most so many arguments. */
    Call atMost(int count) {
        if (arguments.size() > count) {
            throw new IllegalArgumentException(word);
        }
        return this;
    }
}
