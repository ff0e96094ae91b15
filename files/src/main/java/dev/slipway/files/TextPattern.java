package dev.slipway.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression with named groups, whose names may have underscores, as columns do. Looking at a line takes a number
 * of steps that is bounded: an expression that tries too much is told, and hangs nobody.
 */
final class TextPattern {
    private static final Pattern NAMED =
            Pattern.compile("\\\\.|\\(\\?<([A-Za-z][A-Za-z0-9_]*)>|\\\\k<([A-Za-z][A-Za-z0-9_]*)>");
    private static final long STEPS_FIRST = 1_000_000;
    private static final long STEPS_PER_CHARACTER = 1_000;

    private final List<String> groups = new ArrayList<>();
    private final String regex;
    private final Pattern pattern;

    /** @throws java.util.regex.PatternSyntaxException when it is no regular expression */
    TextPattern(String regex) {
        this.regex = regex;
        pattern = Pattern.compile(NAMED.matcher(regex)
                .replaceAll(found -> Matcher.quoteReplacement(plain(found.group(1), found.group()))));
    }

    /** A name that the platform takes instead of the one that was written. */
    private String plain(@Nullable String name, String written) {
        if (name != null) {
            groups.add(name);
            return "(?<g" + (groups.size() - 1) + ">";
        }
        if (!written.startsWith("\\k<")) {
            return written;
        }
        int group = groups.indexOf(written.substring(3, written.length() - 1));
        return group < 0 ? written : "\\k<g" + group + ">";
    }

    /** The names of its groups. */
    List<String> groups() {
        return groups;
    }

    /** The groups of a line, in the order of their names, null where one took no part; empty if the line does not fit. */
    Optional<List<@Nullable String>> match(String line) throws Unfit {
        Matcher matcher =
                pattern.matcher(new Bounded(line, new long[] {STEPS_FIRST + STEPS_PER_CHARACTER * line.length()}));
        try {
            if (!matcher.matches()) {
                return Optional.empty();
            }
        } catch (TooManySteps | StackOverflowError e) {
            throw Unfit.because("takes too long to be compared with the pattern " + RawText.shown(regex)
                    + ": write it with fewer ways to fit");
        }
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            values.add(matcher.group("g" + i));
        }
        return Optional.of(values);
    }

    /** Ends a comparison from within. */
    private static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManySteps() {
            super(null, null, false, false);
        }
    }

    /** A text that counts how often it is looked at. */
    private record Bounded(String text, long[] left) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (--left[0] < 0) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
