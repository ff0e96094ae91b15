package dev.slipway.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is left to do is an issue with an owner, not a note in a file. */
final class OpenEnds implements Rule {
    // In pieces, or this file would break its own rule.
    private static final Pattern NOTE = Pattern.compile("\\b(" + "TO" + "DO|FIX" + "ME|X" + "XX|HA" + "CK)\\b");

    @Override
    public List<Finding> check(List<Source> sources) {
        List<Finding> findings = new ArrayList<>();
        for (Source source : sources) {
            List<String> lines = source.lines();
            for (int i = 0; i < lines.size(); i++) {
                Matcher matcher = NOTE.matcher(lines.get(i));
                if (matcher.find()) {
                    findings.add(new Finding(source.path(), i + 1, "says " + matcher.group() + ": do it or file it"));
                }
            }
        }
        return findings;
    }
}
