/** What every part shares: how things fail. */
@NullMarked
package dev.slipway;

import org.jspecify.annotations.NullMarked;
