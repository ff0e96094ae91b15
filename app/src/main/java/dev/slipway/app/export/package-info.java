/** {@code slipway export}: tables become files. */
@NullMarked
package dev.slipway.app.export;

import org.jspecify.annotations.NullMarked;
