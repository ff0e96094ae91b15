package dev.slipway.ledger;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What staged files of a unit are called, so that it can be told whose they are.
 *
 * @param table what the ledger calls it, or what was cut from that
 * @param epoch under which it was written
 */
public record StagedName(String table, int unit, long epoch) {
    /** Stores set something before it and behind it. */
    private static final Pattern KEY = Pattern.compile("(?:.*/)?(.+)-(\\d{1,9})-e(\\d{1,18})\\b[^/]*");

    /** The name as a store is told. */
    public String text() {
        return table + '-' + unit + "-e" + epoch;
    }

    /** The name that is part of a staged object's key, if it is one of ours. */
    public static Optional<StagedName> of(String key) {
        Matcher matcher = KEY.matcher(key);
        return matcher.matches()
                ? Optional.of(new StagedName(
                        matcher.group(1), Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3))))
                : Optional.empty();
    }
}
