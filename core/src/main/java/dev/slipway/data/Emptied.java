package dev.slipway.data;

/**
 * A column in which an empty text and null became one on the way: how many there were of each.
 *
 * @param column its name at the source
 * @param empty texts that became null
 * @param absent values that were null before
 */
public record Emptied(String column, long empty, long absent) {}
