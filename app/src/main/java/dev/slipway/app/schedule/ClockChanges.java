package dev.slipway.app.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Times that a day does not have, or has twice, since clocks are changed: what happens then, schedulers do not agree on. */
public final class ClockChanges {
    private static final Duration FORESEEN = Duration.ofDays(731);

    private ClockChanges() {}

    /** What to know of the first such time of the next two years, if there is one. */
    public static Optional<String> of(Schedule schedule, Instant from) {
        var rules = schedule.zone().getRules();
        ZoneOffsetTransition next = rules.nextTransition(from);
        while (next != null && next.getInstant().isBefore(from.plus(FORESEEN))) {
            ZoneOffsetTransition change = next;
            Optional<String> hit = schedule.rules().stream()
                    // Who runs every hour loses or gains one run among many.
                    .filter(rule -> !rule.everyHour())
                    .flatMap(rule -> hit(rule, change).stream())
                    .findFirst()
                    .map(at -> at + " in " + schedule.zone() + (change.isGap() ? " does not exist" : " comes twice")
                            + ", as clocks are changed then: some schedulers leave such a run out, or do it twice; choose a"
                            + " time of day that every day has once");
            if (hit.isPresent()) {
                return hit;
            }
            next = rules.nextTransition(next.getInstant());
        }
        return Optional.empty();
    }

    private static Optional<String> hit(Rule rule, ZoneOffsetTransition change) {
        LocalDateTime first = change.isGap() ? change.getDateTimeBefore() : change.getDateTimeAfter();
        LocalDateTime last = change.isGap() ? change.getDateTimeAfter() : change.getDateTimeBefore();
        for (LocalTime time : new TreeSet<>(rule.times())) {
            for (var date : new TreeSet<>(List.of(first.toLocalDate(), last.toLocalDate()))) {
                LocalDateTime at = date.atTime(time);
                if (rule.days().has(date) && !at.isBefore(first) && at.isBefore(last)) {
                    return Optional.of(time + " on " + date);
                }
            }
        }
        return Optional.empty();
    }
}
