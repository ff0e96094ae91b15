package dev.slipway.app.sql;

import dev.slipway.data.Batch;
import dev.slipway.data.Field;
import dev.slipway.data.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** CSV after RFC 4180. What is null is empty, and an empty text is in quotes. */
final class CsvWriter implements ResultWriter {
    private static final String LINE_END = "\r\n";

    private final PrintWriter out;
    private final List<CellText> cells = new ArrayList<>();
    private boolean any;

    CsvWriter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(Table table) {
        if (any) {
            out.print(LINE_END);
        }
        any = true;
        cells.clear();
        StringBuilder line = new StringBuilder();
        for (Field field : table.schema().fields()) {
            line.append(cells.isEmpty() ? "" : ",");
            append(field.name(), line);
            cells.add(new CellText(field.type()));
        }
        out.print(line.append(LINE_END));
    }

    @Override
    public void write(Batch batch) {
        StringBuilder lines = new StringBuilder();
        for (int row = 0; row < batch.rows(); row++) {
            for (int i = 0; i < cells.size(); i++) {
                lines.append(i == 0 ? "" : ",");
                if (!batch.columns().get(i).validity().isNull(row)) {
                    append(cells.get(i).bare(batch.columns().get(i), row), lines);
                }
            }
            lines.append(LINE_END);
        }
        out.print(lines);
    }

    private static void append(String value, StringBuilder line) {
        boolean quoted = value.isEmpty() || value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        if (quoted) {
            line.append('"').append(value.replace("\"", "\"\"")).append('"');
        } else {
            line.append(value);
        }
    }

    @Override
    public void end() {
        out.flush();
    }
}
