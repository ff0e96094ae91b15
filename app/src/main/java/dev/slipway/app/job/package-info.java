/** {@code slipway run}: what a job file says is done. */
@NullMarked
package dev.slipway.app.job;

import org.jspecify.annotations.NullMarked;
