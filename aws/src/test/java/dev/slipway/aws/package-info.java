/** Tests of the store in S3, against a real server that may be kept from answering. */
@NullMarked
package dev.slipway.aws;

import org.jspecify.annotations.NullMarked;
