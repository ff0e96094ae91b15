package dev.slipway.app.export;

/**
 * What becomes of records that are no rows.
 *
 * @param max more than this, of all files that a run reads, are a failure; 0: the first is one
 * @param warn whether a run that let some pass says so as a warning
 */
public record RejectRule(long max, boolean warn) {
    /** None may be. */
    public static final RejectRule FAIL = new RejectRule(0, false);
}
