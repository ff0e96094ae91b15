/** What DuckDB reads is what was written. */
@NullMarked
package dev.slipway.duckdb;

import org.jspecify.annotations.NullMarked;
