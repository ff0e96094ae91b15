package dev.slipway.postgres;

import dev.slipway.store.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells units apart that would not yield the same: by what is read, how, and from which incarnation of the table. */
final class Fingerprint {
    private Fingerprint() {}

    static String of(String id, String copy, long file, Map<String, String> origin, List<ColumnPlan> columns) {
        Map<String, String> about = new TreeMap<>(origin);
        // Whoever makes an index changes nothing of what is read.
        about.remove(TablePart.KEY);
        List<String> texts = new ArrayList<>(List.of(id, copy, String.valueOf(file), about.toString()));
        for (ColumnPlan column : columns) {
            texts.add(column.field().name());
            texts.add(column.field().type() + " " + column.field().nullable());
            texts.add(column.wire().toString());
            // the map's own order differs from one process to the next
            texts.add(new TreeMap<>(column.field().origin()).toString());
        }
        return Sha256.of(texts);
    }
}
