/** Runs that are killed, cut off, overtaken or stopped at any instant, and what the next run makes of it. */
@NullMarked
package dev.slipway.app.resume;

import org.jspecify.annotations.NullMarked;
