/** Parquet files: the writer, and what their footers, indexes and page headers say. */
@NullMarked
package dev.slipway.parquet;

import org.jspecify.annotations.NullMarked;
