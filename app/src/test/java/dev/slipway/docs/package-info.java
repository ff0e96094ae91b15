/**
 * The documents, held to the program: what a page says of options, types, names and events is what the code does, examples
 * can be run, and links lead somewhere.
 */
@NullMarked
package dev.slipway.docs;

import org.jspecify.annotations.NullMarked;
