package dev.slipway.mapping;

/**
 * Why the values of a column before its steps cannot be made of those after.
 *
 * @param when which values this is true of
 * @param text as messages and origins have it
 */
record Loss(When when, String text) {
    /** Which values it is that lose something. */
    enum When {
        /** Any may have. */
        ALWAYS,
        /** Only bad values, which were counted. */
        BAD_VALUES,
        /** Only where there were both empty texts and nulls, which were counted. */
        BOTH_EMPTY_AND_NULL
    }
}
