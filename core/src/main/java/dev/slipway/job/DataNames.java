package dev.slipway.job;

import dev.slipway.data.Table;
import dev.slipway.store.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A table's name as part of other names.
 *
 * @param escaped schema and table, every unusual character escaped
 */
public record DataNames(String escaped) {
    private static final int HASH_CHARS = 9;

    private static final int STAGED_CHARS = 80;

    /** What Slipway keeps for itself. */
    private static final String RESERVED = "_slipway";

    /**
     * Only the dot between schema and table stays one that could be it, or two tables would share a folder; and no table's
     * folder is our own.
     */
    public static DataNames of(Table table) {
        String schema = FileName.escape(table.namespace()).replace(".", "%2e");
        String name = FileName.escape(table.name());
        String only = name.equals(RESERVED) ? name.replace("_", "%5f") : name.replace(".", "%2e");
        return new DataNames(schema.isEmpty() ? only : schema + '.' + name);
    }

    /** The name in at most {@code room} characters: a longer one is cut and ends in {@code ~} and 8 digits of its hash. */
    String table(int room) {
        if (escaped.length() <= room) {
            return escaped;
        }
        byte[] hash = Sha256.of(escaped.getBytes(StandardCharsets.UTF_8));
        return escaped.substring(0, Math.max(0, room - HASH_CHARS))
                + '~'
                + HexFormat.of().formatHex(hash, 0, 4);
    }

    /** What ledger and manifests call the table, wherever its files stand. */
    public String key() {
        return table(FileName.BYTES_MAX);
    }

    /** What its staged files are called. */
    String staged() {
        return table(STAGED_CHARS);
    }

    /** The name of the folder that is the table's alone, if it has one. */
    String folder() {
        return key();
    }
}
