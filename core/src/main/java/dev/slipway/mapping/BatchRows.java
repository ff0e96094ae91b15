package dev.slipway.mapping;

import dev.slipway.Failure;
import dev.slipway.data.Batch;
import dev.slipway.data.Field;
import dev.slipway.data.Table;
import dev.slipway.data.Validity;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of the batch at hand: which are left out, and how messages name them. */
final class BatchRows {
    private final Table table;
    private final List<Integer> key;
    private final String advice;
    private long[] rejects = new long[0];
    private int rejected;
    private int count;
    private long before;
    private @Nullable Batch batch;

    /** {@code key}: the positions of the columns of {@code table} that name a row. */
    BatchRows(Table table, List<Integer> key) {
        this(table, key, "; or say what becomes of it: on-bad-value: null or reject");
    }

    /** {@code advice}: what ends the message of a value that cannot be taken. */
    BatchRows(Table table, List<Integer> key, String advice) {
        this.table = table;
        this.key = key;
        this.advice = advice;
    }

    void begin(Batch next) {
        before += count;
        count = next.rows();
        batch = next;
        if (rejected > 0) {
            Arrays.fill(rejects, 0);
            rejected = 0;
        }
    }

    int count() {
        return count;
    }

    /** How many rows of this batch are left out. */
    int rejected() {
        return rejected;
    }

    boolean rejects(int row) {
        return rejected > 0 && (rejects[row >>> 6] >>> row & 1) != 0;
    }

    void reject(int row) {
        if (rejects.length < Validity.words(count)) {
            rejects = Arrays.copyOf(rejects, Validity.words(count));
        }
        rejects[row >>> 6] |= 1L << row;
        rejected++;
    }

    /** The rows that stay. */
    int[] kept() {
        int[] kept = new int[count - rejected];
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (!rejects(i)) {
                kept[at++] = i;
            }
        }
        return kept;
    }

    /** {@code value}, as it is to be shown, cannot be taken; {@code reason} completes "the value …". */
    Failure refused(String column, int row, String value, String reason) {
        return new Failure(
                Failure.Kind.INPUT,
                table.qualifiedName() + ", column " + column + ", " + name(row) + ": " + value + ' ' + reason + advice);
    }

    /** A row by its place in what was read, and by its key. */
    private String name(int row) {
        StringBuilder name = new StringBuilder("row ").append(before + row + 1);
        Batch rows = batch;
        if (rows != null && !key.isEmpty()) {
            String separator = " (";
            for (int position : key) {
                Field field = table.schema().fields().get(position);
                name.append(separator)
                        .append(field.name())
                        .append(" = ")
                        .append(Shown.value(field.type(), rows.columns().get(position), row));
                separator = ", ";
            }
            name.append(')');
        }
        return name.toString();
    }
}
