package dev.slipway.app.job;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which files are meant, and of which day each is: a path or URL with {@code *}, {@code ?} and {@code **}, with
 * {@code {date:yyyyMMdd}} where names tell a date, and {@code {week:YYYYww}} where they tell a week of ISO 8601, which stands for
 * its Monday.
 */
final class InputPattern {
    private static final Pattern PIECE =
            Pattern.compile("\\{(date|week):([^{}]*)}|(\\*\\*)|(\\*)|(\\?)|([^*?{}]+)|(.)");
    private static final Pattern DATE = Pattern.compile("yyyy|MM|dd|[_.=+,@-]");
    private static final Pattern WEEK = Pattern.compile("YYYY|ww|[W_.=+,@-]");

    private final String text;
    private final String wild;
    private final Pattern pattern;
    private final List<String> parts;

    private InputPattern(String text, String wild, Pattern pattern, List<String> parts) {
        this.text = text;
        this.wild = wild;
        this.pattern = pattern;
        this.parts = parts;
    }

    /** @throws IllegalArgumentException when it is none, saying why */
    static InputPattern parse(String text) {
        StringBuilder wild = new StringBuilder();
        StringBuilder regex = new StringBuilder();
        List<String> parts = new ArrayList<>();
        Matcher matcher = PIECE.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                time(matcher.group(1), matcher.group(2), wild, regex, parts);
            } else if (matcher.group(7) != null) {
                throw new IllegalArgumentException("has \"" + matcher.group(7)
                        + "\", which opens or closes nothing: only {date:…} and {week:…} stand in braces");
            } else {
                wild.append(matcher.group());
                regex.append(
                        matcher.group(3) != null
                                ? ".*"
                                : matcher.group(4) != null
                                        ? "[^/]*"
                                        : matcher.group(5) != null ? "[^/]" : Pattern.quote(matcher.group(6)));
            }
        }
        check(parts);
        return new InputPattern(text, wild.toString(), Pattern.compile(regex.toString(), Pattern.DOTALL), parts);
    }

    private static void time(String kind, String form, StringBuilder wild, StringBuilder regex, List<String> parts) {
        Matcher part = (kind.equals("date") ? DATE : WEEK).matcher(form);
        int end = 0;
        while (part.find() && part.start() == end) {
            end = part.end();
            String found = part.group();
            if (found.length() == 1) {
                wild.append(found);
                regex.append(Pattern.quote(found));
            } else {
                wild.append("[0-9]".repeat(found.length()));
                regex.append("(\\d{").append(found.length()).append("})");
                parts.add(found);
            }
        }
        if (end < form.length() || form.isEmpty()) {
            throw new IllegalArgumentException("has {" + kind + ':' + form + "}, expected "
                    + (kind.equals("date")
                            ? "yyyy, MM and dd, such as {date:yyyyMMdd}"
                            : "YYYY and ww, such as {week:YYYYww}"));
        }
    }

    private static void check(List<String> parts) {
        boolean week = parts.contains("ww");
        boolean whole = parts.isEmpty()
                || (week
                        ? parts.contains("YYYY") && parts.size() == 2
                        : parts.contains("yyyy")
                                && (parts.contains("MM") || !parts.contains("dd"))
                                && !parts.contains("YYYY"));
        if (!whole || parts.stream().distinct().count() < parts.size()) {
            throw new IllegalArgumentException(
                    "tells no day: expected year, month and day, or year and week, each once");
        }
    }

    /** As a pattern of paths that knows no dates. */
    String wild() {
        return wild;
    }

    /** Whether names tell dates. */
    boolean dated() {
        return !parts.isEmpty();
    }

    /** Whether a file of this name is meant. */
    boolean matches(String name) {
        return pattern.matcher(name).matches();
    }

    /**
     * The date that a name tells which matches; without a day, the first of its month or year.
     *
     * @throws IllegalArgumentException when there is no such day
     */
    Optional<LocalDate> date(String name) {
        Matcher matcher = pattern.matcher(name);
        if (parts.isEmpty() || !matcher.matches()) {
            return Optional.empty();
        }
        int year = 0;
        int month = 1;
        int day = 1;
        int week = 0;
        for (int i = 0; i < parts.size(); i++) {
            int number = Integer.parseInt(matcher.group(i + 1));
            switch (parts.get(i)) {
                case "MM" -> month = number;
                case "dd" -> day = number;
                case "ww" -> week = number;
                default -> year = number;
            }
        }
        try {
            return Optional.of(parts.contains("ww") ? monday(year, week) : LocalDate.of(year, month, day));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s tells no day that there is (%s)", name, e.getMessage()), e);
        }
    }

    /** The same; empty also where the name tells a day that there is not. */
    Optional<LocalDate> day(String name) {
        try {
            return date(name);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static LocalDate monday(int year, int week) {
        LocalDate first = LocalDate.of(year, 1, 4);
        IsoFields.WEEK_OF_WEEK_BASED_YEAR
                .rangeRefinedBy(first)
                .checkValidValue(week, IsoFields.WEEK_OF_WEEK_BASED_YEAR);
        return first.with(DayOfWeek.MONDAY).plusWeeks(week - 1L);
    }

    @Override
    public String toString() {
        return text;
    }
}
