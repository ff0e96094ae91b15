/** Tests of reading files, against hostile ones above all. */
@NullMarked
package dev.slipway.files;

import org.jspecify.annotations.NullMarked;
