/** {@code slipway adopt}: files that someone else wrote become a table's content, where they stand. */
@NullMarked
package dev.slipway.app.adopt;

import org.jspecify.annotations.NullMarked;
