package dev.slipway.store;

/**
 * One stored object as it was seen.
 *
 * @param key its name below the store's root, parts separated by {@code /}
 * @param size in bytes
 * @param version changes whenever the content may have; meaningful only to the store it came from
 */
public record Blob(String key, long size, String version) {}
