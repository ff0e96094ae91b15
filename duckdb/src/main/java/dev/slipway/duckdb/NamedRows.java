package dev.slipway.duckdb;

import dev.slipway.job.FileName;

/**
 * What a file's name says of its rows, found in the file itself.
 *
 * @param rows how many there are
 * @param first the first by (time, id)
 * @param last the last by (time, id)
 */
public record NamedRows(long rows, FileName.RowName first, FileName.RowName last) {}
