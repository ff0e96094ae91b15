/** Files that people write: YAML, read into values that know where they stand, so that a refusal can say so. */
@NullMarked
package dev.slipway.config;

import org.jspecify.annotations.NullMarked;
