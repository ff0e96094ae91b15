/** {@code slipway demo}: the main job, on a Postgres that needs no installing. */
@NullMarked
package dev.slipway.app.demo;

import org.jspecify.annotations.NullMarked;
