/** Where bytes live: staged out of sight, promoted whole, replaced only as expected. */
@NullMarked
package dev.slipway.store;

import org.jspecify.annotations.NullMarked;
