package dev.slipway.files;

import java.util.Optional;

/**
 * A record that is no row, while its bytes are at hand.
 *
 * @param start of its bytes
 * @param end of those that are at hand
 * @param size of all of them
 * @param line on which it begins
 * @param column whose value does not fit; empty: it cannot be taken apart
 */
record CsvReject(int start, int end, long size, long line, Optional<String> column, String reason) {}
