/** The peers write what they are fed, and the harness counts right. */
@NullMarked
package dev.slipway.bench;

import org.jspecify.annotations.NullMarked;
