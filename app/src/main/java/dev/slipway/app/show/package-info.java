/** {@code slipway show}: what a Parquet file says of itself. */
@NullMarked
package dev.slipway.app.show;

import org.jspecify.annotations.NullMarked;
