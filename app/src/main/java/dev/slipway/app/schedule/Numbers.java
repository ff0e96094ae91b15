package dev.slipway.app.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sets of numbers as schedules write them. */
final class Numbers {
    private Numbers() {}

    static SortedSet<Integer> range(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    static String listed(SortedSet<Integer> numbers, String between) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(between));
    }

    /** Two digits each: {@code 05,17}. */
    static String padded(SortedSet<Integer> numbers) {
        return numbers.stream().map(number -> (number < 10 ? "0" : "") + number).collect(Collectors.joining(","));
    }

    /** {@code 1-5,9}: what cron understands. */
    static String ranges(SortedSet<Integer> numbers) {
        List<String> parts = new ArrayList<>();
        for (int first : numbers) {
            if (!numbers.contains(first - 1)) {
                int last = first;
                while (numbers.contains(last + 1)) {
                    last++;
                }
                parts.add(last == first ? "" + first : first + (last == first + 1 ? "," : "-") + last);
            }
        }
        return String.join(",", parts);
    }
}
