/** Files of any form as typed rows: what is declared of them, how they are read, and what does not fit. */
@NullMarked
package dev.slipway.files;

import org.jspecify.annotations.NullMarked;
