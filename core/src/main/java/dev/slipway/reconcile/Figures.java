package dev.slipway.reconcile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The figures of one side: the number of rows, and for each aggregate its canonical text or nothing when it has no value. */
public final class Figures {
    private final long rows;
    private final Map<Aggregate, String> values = new LinkedHashMap<>();

    /**
     * Takes what one side computed.
     *
     * @param texts for each of {@code aggregates} what the side rendered; null where there was no value to aggregate
     */
    public Figures(long rows, List<Aggregate> aggregates, List<@Nullable String> texts) {
        if (aggregates.size() != texts.size()) {
            throw new IllegalArgumentException(texts.size() + " figures for " + aggregates.size() + " aggregates");
        }
        this.rows = rows;
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            if (text != null) {
                values.put(aggregates.get(i), aggregates.get(i).canonical(text));
            }
        }
    }

    /** The number of rows. */
    public long rows() {
        return rows;
    }

    /** The canonical text of a figure; null when there was nothing to aggregate. */
    public @Nullable String value(Aggregate aggregate) {
        return values.get(aggregate);
    }

    /** The number of rows, and the figures of some columns. */
    public Figures of(Set<String> columns) {
        List<Aggregate> kept = new ArrayList<>();
        List<@Nullable String> texts = new ArrayList<>();
        values.forEach((aggregate, text) -> {
            if (columns.contains(aggregate.column())) {
                kept.add(aggregate);
                texts.add(text);
            }
        });
        return new Figures(rows, kept, texts);
    }

    /** What differs, one line each: {@code sum(price): 10 here, 11 there}. Empty when all figures agree. */
    public List<String> differences(Figures other, String here, String there) {
        List<String> lines = new ArrayList<>();
        if (rows != other.rows) {
            lines.add("rows: " + rows + ' ' + here + ", " + other.rows + ' ' + there);
        }
        Map<Aggregate, String> all = new LinkedHashMap<>(values);
        other.values.forEach(all::putIfAbsent);
        for (Aggregate aggregate : all.keySet()) {
            String mine = values.get(aggregate);
            String theirs = other.values.get(aggregate);
            if (!Objects.equals(mine, theirs)) {
                lines.add(aggregate + ": " + shown(mine) + ' ' + here + ", " + shown(theirs) + ' ' + there);
            }
        }
        return lines;
    }

    private static String shown(@Nullable String value) {
        int max = 100;
        if (value == null) {
            return "none";
        }
        return value.length() <= max ? value : value.substring(0, max) + '…';
    }
}
