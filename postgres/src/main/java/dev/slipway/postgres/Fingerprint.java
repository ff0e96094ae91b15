package dev.slipway.postgres;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** Tells units apart that would not yield the same: by what is read, how, and from which incarnation of the table. */
final class Fingerprint {
    private Fingerprint() {}

    static String of(String id, String copy, long file, List<ColumnPlan> columns) {
        MessageDigest hash = sha256();
        add(hash, id);
        add(hash, copy);
        add(hash, String.valueOf(file));
        for (ColumnPlan column : columns) {
            add(hash, column.field().name());
            add(hash, column.field().type() + " " + column.field().nullable());
            add(hash, column.wire().toString());
            // the map's own order differs from one process to the next
            add(hash, new TreeMap<>(column.field().origin()).toString());
        }
        return HexFormat.of().formatHex(hash.digest());
    }

    private static void add(MessageDigest hash, String text) {
        hash.update(text.getBytes(StandardCharsets.UTF_8));
        hash.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
