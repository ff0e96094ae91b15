/** SQL over what was published. */
@NullMarked
package dev.slipway.app.sql;

import org.jspecify.annotations.NullMarked;
