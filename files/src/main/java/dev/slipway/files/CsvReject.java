package dev.slipway.files;

import java.util.Optional;

/**
 * A record that is no row, before it is known where it stands.
 *
 * @param row its number among those that were taken apart, from 0
 * @param column whose value does not fit
 */
record CsvReject(long row, Optional<String> column, String reason) {}
