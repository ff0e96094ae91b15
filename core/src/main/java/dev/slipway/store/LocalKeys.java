package dev.slipway.store;

import dev.slipway.Failure;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;

/** Keys as paths below a folder, and back. */
record LocalKeys(Path root) {
    static final String STAGING = Keys.STAGING;
    static final String LOCKS = "_slipway/locks";

    /** The order of keys in every store: by their bytes in UTF-8, which is not the order of Java's characters. */
    static final Comparator<String> ORDER = LocalKeys::compare;

    private static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                // A surrogate stands for a code point above all others.
                return Character.isSurrogate(a) == Character.isSurrogate(b)
                        ? Character.compare(a, b)
                        : Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b));
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    /** Where the object is or would be. */
    Path path(String key) {
        try {
            Path path = root.resolve(key).normalize();
            if (!key.isEmpty() && path.startsWith(root) && of(path).equals(key)) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "\"" + key + "\" cannot be a key inside " + root + ": " + e.getReason()
                            + "; for letters beyond ASCII the process needs a UTF-8 locale, for instance LC_ALL=C.UTF-8",
                    e);
        }
        throw new Failure(
                Failure.Kind.CONFIG,
                "\"" + key + "\" is not a key inside " + root + ": parts are separated by single slashes, and none is"
                        + " empty, . or ..");
    }

    /** Where something may be written under this key. */
    Path target(String key) {
        Path path = path(key);
        if (path.startsWith(root.resolve(STAGING)) || path.startsWith(root.resolve(LOCKS))) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "the key " + key + " belongs to the store at " + root + " itself; choose another");
        }
        return path;
    }

    /** The key of what is found at {@code path}. */
    String of(Path path) {
        return root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
    }

    boolean own(Path folder) {
        return folder.equals(root.resolve(STAGING)) || folder.equals(root.resolve(LOCKS));
    }
}
