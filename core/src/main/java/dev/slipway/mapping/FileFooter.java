package dev.slipway.mapping;

import dev.slipway.data.Table;
import java.util.Map;

/**
 * What a file says of itself.
 *
 * @param file what messages call it
 * @param writer the program that wrote it, as it calls itself
 * @param table as it is typed
 * @param metadata keys and values beside that
 * @param rows how many it has
 */
public record FileFooter(String file, String writer, Table table, Map<String, String> metadata, long rows) {
    /** The table and its schema before it was mapped, as JSON. */
    static final String SOURCE = "slipway.mapping.source";

    /** The mapping, as JSON. */
    static final String MAPPING = "slipway.mapping";

    public FileFooter {
        metadata = Map.copyOf(metadata);
    }

    String said(String key) {
        return metadata.getOrDefault(key, "");
    }

    /** The unit of which it is a part, in the selection of which that is one. */
    String unit() {
        return said("slipway.selection") + '\n' + said("slipway.unit");
    }
}
