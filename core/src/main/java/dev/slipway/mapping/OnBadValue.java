package dev.slipway.mapping;

/** What becomes of a value that a step cannot take. */
public enum OnBadValue {
    /** The export of the table fails, naming the value. */
    ERROR,
    /** The value becomes null, and is counted. */
    NULL,
    /** The row is left out, and is counted. */
    REJECT
}
