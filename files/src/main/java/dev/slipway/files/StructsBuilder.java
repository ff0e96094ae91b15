package dev.slipway.files;

import dev.slipway.data.Column;
import dev.slipway.data.Validity;
import java.util.List;

/** Builds groups: first a value of each field, then the end of the group. */
public final class StructsBuilder extends ColumnBuilder {
    private final List<ColumnBuilder> fields;

    StructsBuilder(List<ColumnBuilder> fields) {
        this.fields = List.copyOf(fields);
    }

    /** Where the values of each field go. */
    public List<ColumnBuilder> fields() {
        return fields;
    }

    /** Adds a group of the values that were added since the last one; a field without one has null. */
    public void end() {
        int row = next();
        for (ColumnBuilder field : fields) {
            if (field.rows() == row) {
                field.addNull();
            }
        }
    }

    @Override
    public long bytes() {
        long sum = 0;
        for (ColumnBuilder field : fields) {
            sum += field.bytes();
        }
        return sum;
    }

    @Override
    void makeRoom(int count) {}

    @Override
    void addEmpty(int row) {
        for (ColumnBuilder field : fields) {
            field.keep(row);
            field.addNull();
        }
    }

    @Override
    void keepValues(int kept) {
        for (ColumnBuilder field : fields) {
            field.keep(kept);
        }
    }

    @Override
    Column column(Validity validity) {
        return new Column.Structs(fields.stream().map(ColumnBuilder::column).toList(), validity);
    }
}
