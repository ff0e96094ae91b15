package dev.slipway.app.schedule;

import dev.slipway.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * When a job runs, by the clocks of one zone.
 *
 * @param rules at least one; the job runs when any says so
 */
public record Schedule(ZoneId zone, List<Rule> rules) {
    /** For so long the clocks of two zones must go together: nobody knows what laws say later. */
    private static final Duration FORESEEN = Duration.ofDays(3_653);

    private static final int TIMES_TOLD_MAX = 6;

    public Schedule {
        rules = List.copyOf(rules);
    }

    /** At each of these times of some days. */
    public static Schedule at(ZoneId zone, SortedSet<LocalTime> times, Days days) {
        return new Schedule(zone, Rule.of(times, days));
    }

    /**
     * The same by the clocks of another zone, for whoever knows no zone but their own.
     *
     * @throws Failure CONFIG when the two clocks do not go together, or it cannot be said there
     */
    Schedule in(ZoneId other, Instant from) {
        if (other.getRules().equals(zone.getRules())) {
            return new Schedule(other, rules);
        }
        int shift = shift(other, from);
        Map<Days, SortedSet<LocalTime>> times = new LinkedHashMap<>();
        for (Rule rule : rules) {
            for (LocalTime time : rule.times()) {
                int minute = time.toSecondOfDay() / 60 + shift;
                int day = Math.floorDiv(minute, 1_440);
                times.computeIfAbsent(shifted(rule.days(), day, other), days -> new TreeSet<>())
                        .add(LocalTime.ofSecondOfDay(Math.floorMod(minute, 1_440) * 60L));
            }
        }
        List<Rule> there = new ArrayList<>();
        times.forEach((days, at) -> there.addAll(Rule.of(at, days)));
        return new Schedule(other, there);
    }

    private static Days shifted(Days days, int by, ZoneId other) {
        try {
            return days.shifted(by);
        } catch (IllegalArgumentException e) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "the schedule " + e.getMessage() + ": by the clocks of " + other
                            + " it is another day. Choose another time, or run it on a machine of the job's zone");
        }
    }

    private int shift(ZoneId other, Instant from) {
        Set<Integer> shifts = new HashSet<>();
        List<Instant> moments = new ArrayList<>(List.of(from));
        moments.addAll(changes(zone.getRules(), from));
        moments.addAll(changes(other.getRules(), from));
        moments.forEach(moment -> shifts.add(other.getRules().getOffset(moment).getTotalSeconds()
                - zone.getRules().getOffset(moment).getTotalSeconds()));
        if (shifts.size() > 1 || shifts.iterator().next() % 60 != 0) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "the clocks of the job's zone, " + zone + ", and of the machine's, " + other
                            + ", do not go together all year, and the scheduler knows the machine's alone: give the job the"
                            + " zone of the machine that runs it, or name that machine's with --machine-zone");
        }
        return shifts.iterator().next() / 60;
    }

    private static List<Instant> changes(ZoneRules rules, Instant from) {
        List<Instant> moments = new ArrayList<>();
        ZoneOffsetTransition next = rules.nextTransition(from);
        while (next != null && next.getInstant().isBefore(from.plus(FORESEEN))) {
            moments.add(next.getInstant());
            next = rules.nextTransition(next.getInstant());
        }
        return moments;
    }

    /** {@code at 05:00 every day in Asia/Bangkok}. */
    public String words() {
        Map<Days, SortedSet<LocalTime>> times = new LinkedHashMap<>();
        rules.forEach(rule ->
                times.computeIfAbsent(rule.days(), days -> new TreeSet<>()).addAll(rule.times()));
        return times.entrySet().stream()
                        .map(entry -> words(entry.getValue(), entry.getKey()))
                        .collect(Collectors.joining(", "))
                + " in " + zone;
    }

    private static String words(SortedSet<LocalTime> times, Days days) {
        String at = times.stream()
                .limit(TIMES_TOLD_MAX)
                .map(LocalTime::toString)
                .collect(Collectors.joining(", ", "at ", ""));
        int more = times.size() - TIMES_TOLD_MAX;
        return at + (more > 0 ? " and " + more + " more times " : " ") + days.words();
    }
}
