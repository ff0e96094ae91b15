package dev.slipway.job;

import dev.slipway.digest.Digest;

/**
 * A file that was written, as its receipt keeps it outside the file.
 *
 * @param key its key in the store
 * @param bytes its size
 * @param sha256 of all its bytes, in lower-case hexadecimal
 * @param rows how many rows it holds, with their digest
 */
public record DataFile(String key, long bytes, String sha256, Digest rows) {}
