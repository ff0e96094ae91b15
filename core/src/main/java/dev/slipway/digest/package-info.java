/** A 128-bit, order-free fingerprint of a set of typed rows. */
@NullMarked
package dev.slipway.digest;

import org.jspecify.annotations.NullMarked;
