package dev.slipway.app.schedule;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Times of some days: each of the minutes in each of the hours. What every scheduler can say in one line.
 *
 * @param hours 0 to 23
 * @param minutes 0 to 59
 */
public record Rule(SortedSet<Integer> hours, SortedSet<Integer> minutes, Days days) {
    public Rule {
        hours = Collections.unmodifiableSortedSet(new TreeSet<>(hours));
        minutes = Collections.unmodifiableSortedSet(new TreeSet<>(minutes));
    }

    /** As few rules as say these times. */
    static List<Rule> of(SortedSet<LocalTime> times, Days days) {
        Map<Integer, SortedSet<Integer>> hours = new TreeMap<>();
        times.forEach(time -> hours.computeIfAbsent(time.getMinute(), minute -> new TreeSet<>())
                .add(time.getHour()));
        List<Rule> rules = new ArrayList<>();
        while (!hours.isEmpty()) {
            SortedSet<Integer> same = hours.values().iterator().next();
            SortedSet<Integer> minutes = new TreeSet<>();
            hours.forEach((minute, these) -> {
                if (these.equals(same)) {
                    minutes.add(minute);
                }
            });
            rules.add(new Rule(same, minutes, days));
            minutes.forEach(hours::remove);
        }
        return rules;
    }

    SortedSet<LocalTime> times() {
        SortedSet<LocalTime> times = new TreeSet<>();
        hours.forEach(hour -> minutes.forEach(minute -> times.add(LocalTime.of(hour, minute))));
        return times;
    }

    boolean everyHour() {
        return hours.size() == 24;
    }

    boolean everyMinute() {
        return minutes.size() == 60;
    }

    /** The five fields of cron. */
    String cron() {
        return String.join(
                " ",
                everyMinute() ? "*" : Numbers.ranges(minutes),
                everyHour() ? "*" : Numbers.ranges(hours),
                days.everyOfMonth() ? "*" : Numbers.ranges(days.ofMonth()),
                days.everyMonth() ? "*" : Numbers.ranges(days.months()),
                days.everyOfWeek() ? "*" : Numbers.ranges(days.cronOfWeek()));
    }
}
