package dev.slipway.store;

import dev.slipway.Failure;
import java.util.Arrays;

/** What a key is, for stores whose keys are no paths. */
public final class Keys {
    /** Where staged objects stand, in every store. */
    public static final String STAGING = "_slipway/staging";

    /** Ends the key of a staged object, in every store. */
    public static final String PART = ".part";

    private static final String KEPT = "_slipway/";

    private Keys() {}

    /** Whether it is one: parts separated by single slashes, none of them empty, {@code .} or {@code ..}. */
    public static boolean valid(String key) {
        return key.indexOf('\0') < 0
                && Arrays.stream(key.split("/", -1))
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    }

    /**
     * The key, if it is one.
     *
     * @param root whose key, for the message
     * @throws Failure CONFIG otherwise
     */
    public static String checked(String key, String root) {
        if (!valid(key)) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "\"" + key + "\" is not a key inside " + root
                            + ": parts are separated by single slashes, and none is" + " empty, . or ..");
        }
        return key;
    }

    /** Whether it is no data, but what is kept of runs and tables. */
    public static boolean kept(String key) {
        return key.startsWith(KEPT);
    }

    /** Whether it stands among the staged objects. */
    public static boolean staged(String key) {
        return key.startsWith(STAGING + '/');
    }

    /**
     * The key, if something may be written under it.
     *
     * @throws Failure CONFIG if it is none, or the store's own
     */
    public static String target(String key, String root) {
        if (staged(checked(key, root))) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "the key " + key + " belongs to the store at " + root + " itself; choose another");
        }
        return key;
    }
}
