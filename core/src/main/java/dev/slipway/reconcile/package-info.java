/** Compares a source with what was made of it by figures that each side computes with SQL of its own. */
@NullMarked
package dev.slipway.reconcile;

import org.jspecify.annotations.NullMarked;
