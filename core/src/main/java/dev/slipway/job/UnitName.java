package dev.slipway.job;

import java.util.regex.Pattern;

/**
 * What the file of a unit is called whatever rows it holds, so that a later one of the same unit takes its place.
 *
 * @param key folders and name, without an ending
 * @param always whether there is a file also when there are no rows
 */
public record UnitName(String key, boolean always) {
    /** Under this key, the footer of a file tells it. */
    public static final String KEY = "slipway.name";

    private static final Pattern NUMBERED = Pattern.compile("(-[1-9]\\d*)?\\.[a-z0-9]+");

    public UnitName {
        boolean leads = !key.isEmpty();
        for (String part : key.split("/", -1)) {
            leads &= !part.isEmpty() && !part.startsWith(".") && !part.startsWith("_");
        }
        if (!leads) {
            throw new IllegalArgumentException(
                    "\"" + key
                            + "\" is no name for a file: its parts are separated by single slashes, and none begins with . or _");
        }
    }

    /** Whether {@code place} is what one of the files is called whose footers tell {@code key}. */
    public static boolean isOf(String key, String place) {
        return place.startsWith(key)
                && NUMBERED.matcher(place.substring(key.length())).matches();
    }

    /** The name of one of its files: only more than one are numbered. */
    String key(int number, String extension) {
        return key + (number == 0 ? "" : "-" + number) + '.' + extension;
    }
}
