package dev.slipway.files;

import dev.slipway.Failure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;

/** Says what is wrong with a file as a whole, and what to do about it. */
final class FileTrouble {
    private FileTrouble() {}

    /** The file could not be read to its end, whatever it holds. */
    static Failure unread(String file, IOException e) {
        if (e instanceof AccessDeniedException) {
            return new Failure(
                    Failure.Kind.CONFIG, "could not read " + file + ": permission denied; change its mode", e);
        }
        String reason = e.getMessage() == null ? e.toString() : e.getMessage();
        return new Failure(Failure.Kind.UNAVAILABLE, "could not read " + file + ": " + reason, e);
    }

    /** What the file holds cannot be understood from here on. */
    static Failure damaged(String file, String what) {
        return new Failure(Failure.Kind.INPUT, file + ": " + what);
    }
}
