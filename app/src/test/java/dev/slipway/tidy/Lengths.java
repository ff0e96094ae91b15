package dev.slipway.tidy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Limits for a set of lengths: on the median, on the 95th percentile, and on each one. */
record Lengths(String what, int median, int percentile95, int most) {
    /** How long one thing is, and where it is. */
    record Length(String path, long line, String name, long lines) {}

    /** Only the hard limit looks at tests; the distribution is one of the code that ships. */
    List<Finding> check(List<Length> all, List<Length> shipped) {
        List<Finding> findings = new ArrayList<>();
        for (Length length : all) {
            if (length.lines > most) {
                findings.add(finding(length, "is longer than " + most + ": split it where its subject changes"));
            }
        }
        List<Length> sorted =
                shipped.stream().sorted(Comparator.comparingLong(Length::lines)).toList();
        limit(sorted, 50, median, findings);
        limit(sorted, 95, percentile95, findings);
        return findings;
    }

    private void limit(List<Length> sorted, int percent, int limit, List<Finding> findings) {
        if (sorted.isEmpty()) {
            return;
        }
        Length at = sorted.get((sorted.size() - 1) * percent / 100);
        if (at.lines > limit) {
            String rank = percent + " % of all " + what + "s should have at most " + limit + " lines";
            findings.add(finding(at, "stands where " + rank + ": shorten it or longer ones"));
        }
    }

    private Finding finding(Length length, String problem) {
        return new Finding(
                length.path, length.line, what + " " + length.name + " of " + length.lines + " lines " + problem);
    }
}
