/** {@code slipway archive}: what became of the tables of an archive. */
@NullMarked
package dev.slipway.app.archive;

import org.jspecify.annotations.NullMarked;
