/** S3, and what speaks its protocol, as a store. */
@NullMarked
package dev.slipway.aws;

import org.jspecify.annotations.NullMarked;
