package dev.slipway.store;

import java.time.Instant;

/**
 * A staged object, sealed or not, as it was seen by someone who did not stage it.
 *
 * @param blob where it stands
 * @param since when it was last written to
 */
public record Leftover(Blob blob, Instant since) {}
