package dev.slipway.duckdb;

import java.util.ArrayList;
import java.util.List;

/**
 * What DuckDB says of one column: the {@code ArrowSchema} struct of Arrow's C data interface, read into values.
 *
 * @param format the type, in the format strings of the C data interface
 * @param extension the name under {@code ARROW:extension:name}, or empty
 */
record ArrowField(String name, String format, String extension, List<ArrowField> children) {
    private static final int FORMAT = 0;
    private static final int NAME = 8;
    private static final int METADATA = 16;
    private static final int CHILD_COUNT = 32;
    private static final int CHILDREN = 40;

    ArrowField {
        children = List.copyOf(children);
    }

    /** Reads the struct at {@code schema} and all below it. */
    static ArrowField read(long schema) {
        List<ArrowField> children = new ArrayList<>();
        long count = Memory.word(schema + CHILD_COUNT);
        long pointers = Memory.word(schema + CHILDREN);
        for (long i = 0; i < count; i++) {
            children.add(read(Memory.word(pointers + i * Long.BYTES)));
        }
        return new ArrowField(
                Memory.text(Memory.word(schema + NAME)),
                Memory.text(Memory.word(schema + FORMAT)),
                extension(Memory.word(schema + METADATA)),
                children);
    }

    /** The metadata is a count, then for each key and value a length and UTF-8; all integers are 32 bits, native order. */
    private static String extension(long metadata) {
        if (metadata == 0) {
            return "";
        }
        long at = metadata + Integer.BYTES;
        for (int pairs = Memory.intAt(metadata); pairs > 0; pairs--) {
            int keyLength = Memory.intAt(at);
            String key = Memory.utf8(at + Integer.BYTES, keyLength);
            at += Integer.BYTES + keyLength;
            int valueLength = Memory.intAt(at);
            if (key.equals("ARROW:extension:name")) {
                return Memory.utf8(at + Integer.BYTES, valueLength);
            }
            at += Integer.BYTES + valueLength;
        }
        return "";
    }
}
