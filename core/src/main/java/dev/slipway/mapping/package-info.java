/** Normalising a table's columns on their way: what a mapping file says, its check against a table, and its steps. */
@NullMarked
package dev.slipway.mapping;

import org.jspecify.annotations.NullMarked;
