package dev.slipway.app.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The days on which something happens: those that are in all three sets. Not more than one of the last two leaves any out,
 * since cron takes a day that is in either, and others one that is in both.
 *
 * @param months 1 to 12
 * @param ofMonth 1 to 31
 * @param ofWeek Monday to Sunday
 */
public record Days(SortedSet<Integer> months, SortedSet<Integer> ofMonth, SortedSet<DayOfWeek> ofWeek) {
    private static final SortedSet<Integer> ALL_MONTHS = Numbers.range(1, 12);
    private static final SortedSet<Integer> ALL_OF_MONTH = Numbers.range(1, 31);
    private static final SortedSet<DayOfWeek> ALL_OF_WEEK = new TreeSet<>(List.of(DayOfWeek.values()));

    /** Every day. */
    public static final Days EVERY = new Days(ALL_MONTHS, ALL_OF_MONTH, ALL_OF_WEEK);

    /** @throws IllegalArgumentException when there is no such day, or cron and others would take different ones */
    public Days {
        months = Collections.unmodifiableSortedSet(new TreeSet<>(months));
        ofMonth = Collections.unmodifiableSortedSet(new TreeSet<>(ofMonth));
        ofWeek = Collections.unmodifiableSortedSet(new TreeSet<>(ofWeek));
        if (!ofMonth.equals(ALL_OF_MONTH) && !ofWeek.equals(ALL_OF_WEEK)) {
            throw new IllegalArgumentException(
                    "names days of the month and of the week, where cron takes a day that is either and others one that is"
                            + " both: name one kind, or write a job for each");
        }
        int first = ofMonth.first();
        if (months.stream().noneMatch(month -> Month.of(month).maxLength() >= first)) {
            throw new IllegalArgumentException("names a day that none of its months has");
        }
    }

    /** Some days of each week. */
    public static Days ofWeek(SortedSet<DayOfWeek> days) {
        return new Days(ALL_MONTHS, ALL_OF_MONTH, days);
    }

    /** Some days of each month. */
    public static Days ofMonth(SortedSet<Integer> days) {
        return new Days(ALL_MONTHS, days, ALL_OF_WEEK);
    }

    boolean everyMonth() {
        return months.equals(ALL_MONTHS);
    }

    boolean everyOfMonth() {
        return ofMonth.equals(ALL_OF_MONTH);
    }

    boolean everyOfWeek() {
        return ofWeek.equals(ALL_OF_WEEK);
    }

    boolean has(LocalDate date) {
        return months.contains(date.getMonthValue())
                && ofMonth.contains(date.getDayOfMonth())
                && ofWeek.contains(date.getDayOfWeek());
    }

    /**
     * The days that come so many days after these.
     *
     * @throws IllegalArgumentException when that cannot be said, as of the day before the first of a month
     */
    Days shifted(int days) {
        if (days == 0 || equals(EVERY)) {
            return this;
        }
        if (!everyMonth() || !everyOfMonth()) {
            throw new IllegalArgumentException(
                    "falls on the day before or after there, which cannot be said of days of a" + " month");
        }
        return ofWeek(ofWeek.stream().map(day -> day.plus(days)).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** How cron counts the days of the week: Sunday is 0. */
    SortedSet<Integer> cronOfWeek() {
        return ofWeek.stream().map(day -> day.getValue() % 7).collect(Collectors.toCollection(TreeSet::new));
    }

    /** {@code every day}, {@code on Mon, Fri}, {@code on the 1, 15}. */
    String words() {
        if (equals(EVERY)) {
            return "every day";
        }
        String months = everyMonth()
                ? ""
                : " of " + this.months.stream().map(Days::month).collect(Collectors.joining(", "));
        if (everyOfWeek()) {
            return everyOfMonth() ? "every day" + months : "on the " + Numbers.listed(ofMonth, ", ") + months;
        }
        return "on " + weekdays(", ") + months;
    }

    String weekdays(String between) {
        return ofWeek.stream().map(Days::name).collect(Collectors.joining(between));
    }

    /** {@code Mon}: the name that systemd and cron know, whatever the locale. */
    static String name(DayOfWeek day) {
        return capital(day.name());
    }

    private static String month(int month) {
        return capital(Month.of(month).name());
    }

    private static String capital(String name) {
        return name.charAt(0) + name.substring(1, 3).toLowerCase(Locale.ROOT);
    }

    /** A day of the week by its name or the first three letters of it, in any case. */
    static Optional<DayOfWeek> weekday(String text) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> text.equalsIgnoreCase(day.name()) || text.equalsIgnoreCase(name(day)))
                .findFirst();
    }

    static IntStream months(String text) {
        return IntStream.rangeClosed(1, 12).filter(month -> text.equalsIgnoreCase(month(month)));
    }
}
