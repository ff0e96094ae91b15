package dev.slipway.app.sql;

import dev.slipway.data.Batch;
import dev.slipway.data.Field;
import dev.slipway.data.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** An object for each row: one on each line, or all in an array. */
final class JsonWriter implements ResultWriter {
    private final PrintWriter out;
    private final boolean array;
    private final List<CellText> cells = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private boolean any;

    JsonWriter(PrintWriter out, boolean array) {
        this.out = out;
        this.array = array;
    }

    @Override
    public void begin(Table table) {
        cells.clear();
        keys.clear();
        any = false;
        for (Field field : table.schema().fields()) {
            StringBuilder key = new StringBuilder(keys.isEmpty() ? "{" : ",");
            CellText.quote(field.name(), key);
            keys.add(key.append(':').toString());
            cells.add(new CellText(field.type()));
        }
        out.print(array ? "[" : "");
    }

    @Override
    public void write(Batch batch) {
        StringBuilder lines = new StringBuilder();
        for (int row = 0; row < batch.rows(); row++) {
            lines.append(array ? any ? ",\n " : "" : "");
            any = true;
            for (int i = 0; i < cells.size(); i++) {
                lines.append(keys.get(i));
                cells.get(i).appendJson(batch.columns().get(i), row, lines);
            }
            lines.append(array ? "}" : "}\n");
        }
        out.print(lines);
    }

    @Override
    public void end() {
        out.print(array ? "]\n" : "");
        out.flush();
    }
}
