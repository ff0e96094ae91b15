/** Slipway and its peers measured side by side. Never published. */
@NullMarked
package dev.slipway.bench;

import org.jspecify.annotations.NullMarked;
