package dev.slipway.job;

import dev.slipway.data.Batch;
import dev.slipway.data.Column;
import dev.slipway.data.Schema;
import dev.slipway.data.Type;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first and the last row of a file by (time, id), in one pass and any order. Times compare as numbers, ids in
 * their type's own order, text and bytes byte by byte. A row without a time counts only while no row has one; a missing
 * id sorts before every other.
 */
public final class KeyRange {
    private final int timeColumn;
    private final int idColumn;
    private final @Nullable RowTime time;
    private final @Nullable RowId id;

    private boolean empty = true;
    private Bound first = Bound.NONE;
    private Bound last = Bound.NONE;

    /** One end of the range: whether its row has a time, that time, and its id. */
    private record Bound(boolean timed, long time, RowId.@Nullable Value id) {
        static final Bound NONE = new Bound(false, 0, null);
    }

    /** For rows of {@code schema}. The key's columns must be in it. */
    public KeyRange(Schema schema, Key key) {
        timeColumn = key.time().map(name -> position(schema, name)).orElse(-1);
        idColumn = key.id().map(name -> position(schema, name)).orElse(-1);
        time = timeColumn < 0
                ? null
                : RowTime.of(schema.fields().get(timeColumn).type());
        id = idColumn < 0 ? null : RowId.of(schema.fields().get(idColumn).type());
    }

    private static int position(Schema schema, String name) {
        OptionalInt position = schema.position(name);
        return position.orElseThrow(() -> new IllegalArgumentException("no column " + name));
    }

    /** Whether names can tell rows by a column of this type as their time. */
    public static boolean canBeTime(Type type) {
        return RowTime.supports(type);
    }

    /** Whether names can tell rows by a column of this type as their id. */
    public static boolean canBeId(Type type) {
        return RowId.supports(type);
    }

    /** Widens the range by the rows of a batch. */
    public void add(Batch batch) {
        if (batch.rows() == 0 || timeColumn < 0 && idColumn < 0) {
            return;
        }
        @Nullable Column ids = idColumn < 0 ? null : batch.columns().get(idColumn);
        if (timeColumn < 0) {
            addUntimed(ids, batch.rows());
            return;
        }
        Column times = batch.columns().get(timeColumn);
        addTimed(RowTime.values(times, batch.rows()), times, ids, batch.rows());
    }

    private void addTimed(long[] times, Column column, @Nullable Column ids, int rows) {
        if (column.validity().nulls() == rows) {
            if (!first.timed()) {
                addUntimed(ids, rows);
            }
            return;
        }
        int low = -1;
        int high = -1;
        for (int i = 0; i < rows; i++) {
            if (column.validity().isNull(i)) {
                continue;
            }
            if (low < 0 || times[i] < times[low] || times[i] == times[low] && compare(ids, i, low) < 0) {
                low = i;
            }
            if (high < 0 || times[i] > times[high] || times[i] == times[high] && compare(ids, i, high) > 0) {
                high = i;
            }
        }
        offer(true, times[low], ids, low, true);
        offer(true, times[high], ids, high, false);
        empty = false;
    }

    private void addUntimed(@Nullable Column ids, int rows) {
        int low = 0;
        int high = 0;
        for (int i = 1; i < rows; i++) {
            if (compare(ids, i, low) < 0) {
                low = i;
            }
            if (compare(ids, i, high) > 0) {
                high = i;
            }
        }
        offer(false, 0, ids, low, true);
        offer(false, 0, ids, high, false);
        empty = false;
    }

    private int compare(@Nullable Column ids, int row, int other) {
        return id == null || ids == null ? 0 : id.compare(ids, row, other);
    }

    private void offer(boolean timed, long at, @Nullable Column ids, int row, boolean asFirst) {
        Bound held = asFirst ? first : last;
        RowId.@Nullable Value value = id == null || ids == null ? null : id.value(ids, row);
        int order = held.timed() != timed ? (timed ? -1 : 1) : Long.compare(at, held.time());
        if (held.timed() == timed && order == 0) {
            order = compare(value, held.id());
        }
        boolean better = held.timed() == timed && !asFirst ? order > 0 : order < 0;
        if (empty || better) {
            Bound bound = new Bound(timed, at, value);
            if (asFirst) {
                first = bound;
            } else {
                last = bound;
            }
        }
    }

    private int compare(RowId.@Nullable Value value, RowId.@Nullable Value other) {
        if (id == null || value == null || other == null) {
            return Boolean.compare(value != null, other != null);
        }
        return id.compare(value, other);
    }

    /** Whether the first row comes before, with or after that of another range by the same key. */
    public int compareFirst(KeyRange other) {
        return compare(first, other.first);
    }

    /** Whether every row comes before every row of another range by the same key: equal times without an id are no overlap. */
    public boolean endsBefore(KeyRange other) {
        int order = compare(last, other.first);
        return order < 0 || order == 0 && id == null;
    }

    private int compare(Bound one, Bound other) {
        if (one.timed() != other.timed()) {
            return Boolean.compare(one.timed(), other.timed());
        }
        int order = Long.compare(one.time(), other.time());
        return order != 0 ? order : compare(one.id(), other.id());
    }

    /** The first row, as names tell it. */
    public FileName.RowName first() {
        return name(first);
    }

    /** The last row, as names tell it. */
    public FileName.RowName last() {
        return name(last);
    }

    private FileName.RowName name(Bound bound) {
        String timeName = bound.timed() && time != null
                ? RowNames.time(time.seconds(bound.time()))
                : FileName.RowName.NONE.time();
        String idName = id == null || bound.id() == null ? FileName.RowName.NONE.id() : id.name(bound.id());
        return new FileName.RowName(timeName, idName);
    }

    /** The first row's time, a comma and its id in full, for the footer; what is missing is left out, with the comma. */
    public String firstText() {
        return text(first);
    }

    /** The last row's time, a comma and its id in full, for the footer; what is missing is left out, with the comma. */
    public String lastText() {
        return text(last);
    }

    private String text(Bound bound) {
        String idText = id == null || bound.id() == null ? "" : ',' + id.text(bound.id());
        return (bound.timed() ? Long.toString(bound.time()) : "") + idText;
    }
}
