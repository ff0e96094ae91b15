package dev.slipway.parquet;

import dev.slipway.data.Type;
import org.apache.parquet.format.SchemaElement;

/**
 * A leaf of a file that is read.
 *
 * @param name its path, joined by dots
 * @param type what it amounts to
 * @param repeated whether anything on its path repeats
 */
record FileLeaf(String name, Type type, SchemaElement element, boolean repeated) {}
