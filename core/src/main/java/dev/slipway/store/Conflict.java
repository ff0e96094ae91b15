package dev.slipway.store;

/** An object was not as a write expected it. Nothing was changed: look again before deciding what to do. */
public final class Conflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String key;

    public Conflict(String key, String message) {
        super(message);
        this.key = key;
    }

    /** The key in question. */
    public String key() {
        return key;
    }
}
