/** What moves: types, schemas, and batches of columns on primitive arrays. */
@NullMarked
package dev.slipway.data;

import org.jspecify.annotations.NullMarked;
