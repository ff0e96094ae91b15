package dev.slipway.store;

/**
 * A staged object whose bytes are complete and durable, but which has no name that a reader would look at.
 *
 * @param blob where it stands meanwhile: readable, but its key is the store's own affair
 */
public record Sealed(Blob blob) {}
