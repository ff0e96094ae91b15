/** What is remembered beside the data: the ledger of every run's steps, and the manifests that readers follow. */
@NullMarked
package dev.slipway.ledger;

import org.jspecify.annotations.NullMarked;
