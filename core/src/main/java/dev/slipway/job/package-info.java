/** The protocol: plan units, write each invisibly, read back, compare, publish, and record. */
@NullMarked
package dev.slipway.job;

import org.jspecify.annotations.NullMarked;
