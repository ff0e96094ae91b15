/** What the ledger of a folder tells, and what runs left there. */
@NullMarked
package dev.slipway.app.status;

import org.jspecify.annotations.NullMarked;
