/**
 * The rules of the house, as tests. A rule looks at parsed sources and returns what breaks it; {@link TidyTest} runs all
 * of them over the checkout, and each rule's own test shows that it can fail.
 */
@NullMarked
package dev.slipway.tidy;

import org.jspecify.annotations.NullMarked;
