/** {@code slipway schema}: schemas of files, looked at without any file. */
@NullMarked
package dev.slipway.app.schema;

import org.jspecify.annotations.NullMarked;
