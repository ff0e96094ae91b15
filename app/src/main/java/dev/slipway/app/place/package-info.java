/** Where files are, as people spell it: a folder, or a place in S3. The one way from there to a store. */
@NullMarked
package dev.slipway.app.place;

import org.jspecify.annotations.NullMarked;
