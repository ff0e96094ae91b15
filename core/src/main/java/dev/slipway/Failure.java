package dev.slipway;

import org.jspecify.annotations.Nullable;

/**
 * Something went wrong in a way that a caller can act on. The message says what was found, what was expected, where, and
 * what to do; it holds no secrets.
 */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, as far as anyone acts on it differently. */
    public enum Kind {
        /** Asked for wrongly, or asked for what is not there: nothing was begun; ask differently. */
        CONFIG,
        /** The data does not fit: the same run will fail again until the data or the options change. */
        INPUT,
        /** A server, network or disk did not do its part: the same run may succeed later. */
        UNAVAILABLE,
        /** Someone else holds what this run needs. */
        FENCED,
        /** Stored bytes are not what was recorded. */
        CORRUPT,
        /** Whether it took effect is not known: look before trying again, and delete nothing. */
        UNKNOWN,
        /** The user asked to stop. */
        CANCELLED
    }

    private final Kind kind;

    public Failure(Kind kind, String message) {
        this(kind, message, null);
    }

    public Failure(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What kind of failure it is. */
    public Kind kind() {
        return kind;
    }

    /** The message, which is never null here. */
    public String text() {
        String message = getMessage();
        return message == null ? kind.name() : message;
    }
}
