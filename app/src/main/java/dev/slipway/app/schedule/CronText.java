package dev.slipway.app.schedule;

import java.time.DayOfWeek;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The five fields of cron as all crons understand them: numbers, names, lists, ranges and steps. What only some know is
 * refused: {@code @daily}, {@code L}, {@code W}, {@code #}, {@code ?} and a field of seconds.
 */
public final class CronText {
    private static final Pattern PART = Pattern.compile("(?:\\*|(\\w+)(?:-(\\w+))?)(?:/(\\d{1,2}))?");

    /** A field: what it is called, and the numbers that it may have. */
    private enum Kind {
        MINUTE(0, 59),
        HOUR(0, 23),
        DAY_OF_MONTH(1, 31),
        MONTH(1, 12),
        DAY_OF_WEEK(0, 7);

        final int min;
        final int max;

        Kind(int min, int max) {
            this.min = min;
            this.max = max;
        }

        String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        OptionalInt number(String text) {
            if (text.matches("\\d{1,2}")) {
                int number = Integer.parseInt(text);
                return number < min || number > max ? OptionalInt.empty() : OptionalInt.of(number);
            }
            return switch (this) {
                case MINUTE, HOUR, DAY_OF_MONTH -> OptionalInt.empty();
                case MONTH -> Days.months(text).findFirst();
                case DAY_OF_WEEK ->
                    text.length() == 3
                            ? Days.weekday(text).stream()
                                    .mapToInt(DayOfWeek::getValue)
                                    .findFirst()
                            : OptionalInt.empty();
            };
        }
    }

    private CronText() {}

    /**
     * What the text says.
     *
     * @throws IllegalArgumentException with the field that is not understood
     */
    public static Rule parse(String text) {
        String[] fields = text.strip().split("\\s+");
        if (fields.length != 5) {
            throw new IllegalArgumentException("has " + fields.length
                    + " fields, expected minute, hour, day of month, month and day of week, as in 0 5 * * *");
        }
        SortedSet<DayOfWeek> ofWeek = field(Kind.DAY_OF_WEEK, fields[4]).stream()
                .map(day -> DayOfWeek.of(day == 0 ? 7 : day))
                .collect(Collectors.toCollection(TreeSet::new));
        return new Rule(
                field(Kind.HOUR, fields[1]),
                field(Kind.MINUTE, fields[0]),
                new Days(field(Kind.MONTH, fields[3]), field(Kind.DAY_OF_MONTH, fields[2]), ofWeek));
    }

    private static SortedSet<Integer> field(Kind kind, String text) {
        SortedSet<Integer> numbers = new TreeSet<>();
        for (String part : text.split(",", -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                throw unknown(kind, text);
            }
            boolean every = matcher.group(1) == null;
            int first = every ? kind.min : number(kind, matcher.group(1), text);
            int last = every ? kind.max : matcher.group(2) == null ? first : number(kind, matcher.group(2), text);
            int step = matcher.group(3) == null ? 1 : Integer.parseInt(matcher.group(3));
            boolean stepOfOne = matcher.group(3) != null && !every && matcher.group(2) == null;
            // Sunday is 0 and 7, but counted from Saturday on it is the 7th.
            int end = every && kind == Kind.DAY_OF_WEEK ? 6 : last;
            if (step == 0 || stepOfOne || end < first) {
                throw unknown(kind, text);
            }
            for (int number = first; number <= end; number += step) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    private static int number(Kind kind, String part, String text) {
        return kind.number(part).orElseThrow(() -> unknown(kind, text));
    }

    private static IllegalArgumentException unknown(Kind kind, String text) {
        return new IllegalArgumentException("has " + kind.words() + " '" + text + "', expected * or numbers from "
                + kind.min + " to " + kind.max + ", as 5, 1,15, 8-18, */15 or 0-30/10");
    }
}
