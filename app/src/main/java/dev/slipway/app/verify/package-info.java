/** {@code slipway verify}: every file against its name, its footer, its receipt and its rows. */
@NullMarked
package dev.slipway.app.verify;

import org.jspecify.annotations.NullMarked;
