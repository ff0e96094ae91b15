package dev.slipway.files;

/** A record is no row. Thrown often and caught at once, so it knows no stack. */
final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    private final String column;
    private final String reason;

    private Unfit(String column, String reason) {
        super(reason, null, false, false);
        this.column = column;
        this.reason = reason;
    }

    /** The record as a whole, or the value at hand. */
    static Unfit because(String reason) {
        return new Unfit("", reason);
    }

    /** The same, of what is in {@code name}. */
    Unfit in(String name) {
        return new Unfit(column.isEmpty() ? name : name + '.' + column, reason);
    }

    /** The column and the way within it; empty for the record as a whole. */
    String column() {
        return column;
    }

    String reason() {
        return reason;
    }
}
