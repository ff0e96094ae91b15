/** How a file of rows is written, whatever its format. */
@NullMarked
package dev.slipway.format;

import org.jspecify.annotations.NullMarked;
