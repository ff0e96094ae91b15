/** A disk that forgets what was not synced when the power goes. */
@NullMarked
package dev.slipway.disk;

import org.jspecify.annotations.NullMarked;
