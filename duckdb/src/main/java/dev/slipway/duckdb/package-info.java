/** DuckDB as SQL engine, and as the independent reader that judges what was written. */
@NullMarked
package dev.slipway.duckdb;

import org.jspecify.annotations.NullMarked;
