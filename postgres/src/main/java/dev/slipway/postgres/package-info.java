/** Postgres as a source: one snapshot, read by binary COPY straight into columns. */
@NullMarked
package dev.slipway.postgres;

import org.jspecify.annotations.NullMarked;
