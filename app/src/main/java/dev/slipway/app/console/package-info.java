/** What a person sees: numbers in words, progress, summaries. */
@NullMarked
package dev.slipway.app.console;

import org.jspecify.annotations.NullMarked;
