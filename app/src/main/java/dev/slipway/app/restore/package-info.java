/** {@code slipway restore}: an archive becomes a table again. */
@NullMarked
package dev.slipway.app.restore;

import org.jspecify.annotations.NullMarked;
