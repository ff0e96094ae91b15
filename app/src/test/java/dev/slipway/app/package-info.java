/** The command line from outside: real servers, real files, real processes. */
@NullMarked
package dev.slipway.app;

import org.jspecify.annotations.NullMarked;
