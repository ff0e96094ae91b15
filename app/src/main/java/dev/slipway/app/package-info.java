/** The command line: reads what the user asked for and wires clock, stores, ledger and runner together. */
@NullMarked
package dev.slipway.app;

import org.jspecify.annotations.NullMarked;
