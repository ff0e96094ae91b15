package dev.slipway.app.export;

import dev.slipway.app.console.Words;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a user should know about tables, each thing said once: partitions have much in common. */
final class Notes {
    private final Map<String, List<String>> tables = new LinkedHashMap<>();
    private int told;

    /** Called for every table that is told of, whether it has notes or not. */
    void add(String table, List<String> notes) {
        told++;
        notes.forEach(
                note -> tables.computeIfAbsent(note, text -> new ArrayList<>()).add(table));
    }

    void print(PrintWriter out) {
        tables.forEach((note, names) -> out.println("    note: " + Words.printable(about(names) + note)));
    }

    private String about(List<String> names) {
        if (names.size() == told) {
            return told == 1 ? "" : "in all tables: ";
        }
        return names.size() == 1 ? names.getFirst() + ": " : "in " + Words.count(names.size(), "table") + ": ";
    }
}
