package dev.slipway.app.show;

import dev.slipway.parquet.Chunk;
import dev.slipway.parquet.RowGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One leaf over all row groups of a file.
 *
 * @param encodings of its values, without those of levels
 * @param nulls how many values are missing; -1 when a row group does not say
 */
record Columns(String name, Set<String> encodings, long bytes, long uncompressedBytes, long values, long nulls) {
    static List<Columns> of(List<RowGroup> groups) {
        Map<Integer, Columns> sums = new LinkedHashMap<>();
        for (RowGroup group : groups) {
            for (int i = 0; i < group.chunks().size(); i++) {
                sums.merge(i, of(group.chunks().get(i)), Columns::plus);
            }
        }
        return new ArrayList<>(sums.values());
    }

    private static Columns of(Chunk chunk) {
        return new Columns(
                chunk.name(),
                encodings(chunk),
                chunk.bytes(),
                chunk.uncompressedBytes(),
                chunk.values(),
                chunk.nulls().orElse(-1));
    }

    /** As the pages have them where the footer counts pages; else all that it lists. */
    private static Set<String> encodings(Chunk chunk) {
        Set<String> names = new TreeSet<>();
        for (String page : chunk.pages()) {
            String[] words = page.split(" ", -1);
            if (words.length > 1 && words[0].startsWith("DATA_PAGE")) {
                names.add(words[1]);
            }
        }
        return names.isEmpty() ? new TreeSet<>(chunk.encodings()) : names;
    }

    private Columns plus(Columns other) {
        Set<String> names = new TreeSet<>(encodings);
        names.addAll(other.encodings);
        return new Columns(
                name,
                names,
                bytes + other.bytes,
                uncompressedBytes + other.uncompressedBytes,
                values + other.values,
                nulls < 0 || other.nulls < 0 ? -1 : nulls + other.nulls);
    }
}
