/** {@code slipway drop}: a table is removed at its source on the evidence that its archive is whole. */
@NullMarked
package dev.slipway.app.drop;

import org.jspecify.annotations.NullMarked;
