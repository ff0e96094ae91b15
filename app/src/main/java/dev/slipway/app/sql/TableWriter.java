package dev.slipway.app.sql;

import dev.slipway.app.console.Words;
import dev.slipway.data.Batch;
import dev.slipway.data.Field;
import dev.slipway.data.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A table for people. Its columns are as wide as the first rows need, so that the others can follow without all being held. Where the
 * width is limited, long texts are cut; else a longer one moves what stands behind it.
 */
final class TableWriter implements ResultWriter {
    private static final int SAMPLE = 1_000;
    private static final int SAMPLE_CHARS = 4 << 20;
    private static final int TEXT_MIN = 8;
    private static final String NULL = "NULL";
    private static final String GAP = "  ";

    private final PrintWriter out;
    private final OptionalInt limit;
    private final List<CellText> cells = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String[]> sample = new ArrayList<>();
    private final StringBuilder lines = new StringBuilder();
    private int[] widths = new int[0];
    private boolean begun;
    private long rows;
    private long sampled;
    private boolean any;

    /** @param limit how wide lines may be */
    TableWriter(PrintWriter out, OptionalInt limit) {
        this.out = out;
        this.limit = limit;
    }

    @Override
    public void begin(Table table) {
        if (any) {
            lines.append('\n');
        }
        any = true;
        cells.clear();
        names.clear();
        sample.clear();
        begun = false;
        rows = 0;
        sampled = 0;
        for (Field field : table.schema().fields()) {
            names.add(TableText.printable(field.name()));
            cells.add(new CellText(field.type()));
        }
    }

    @Override
    public void write(Batch batch) {
        for (int row = 0; row < batch.rows(); row++) {
            String[] texts = new String[cells.size()];
            for (int i = 0; i < texts.length; i++) {
                boolean isNull = batch.columns().get(i).validity().isNull(row);
                texts[i] = isNull
                        ? NULL
                        : TableText.printable(cells.get(i).bare(batch.columns().get(i), row));
            }
            if (begun) {
                line(texts);
            } else {
                sample.add(texts);
                for (String text : texts) {
                    sampled += text.length();
                }
                if (sample.size() == SAMPLE || sampled > SAMPLE_CHARS) {
                    printSample();
                }
            }
        }
        rows += batch.rows();
        print();
    }

    private void printSample() {
        widths = new int[cells.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = TableText.width(names.get(i));
            for (String[] texts : sample) {
                widths[i] = Math.max(widths[i], TableText.width(texts[i]));
            }
        }
        limit.ifPresent(this::shrink);
        begun = true;
        line(names.toArray(String[]::new));
        StringBuilder rule = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            rule.append(i == 0 ? "" : GAP).append("-".repeat(widths[i]));
        }
        lines.append(rule).append('\n');
        sample.forEach(this::line);
        sample.clear();
    }

    /** Takes from the widest text again and again; numbers are never cut. */
    private void shrink(int width) {
        int excess = (widths.length - 1) * GAP.length() - width;
        for (int each : widths) {
            excess += each;
        }
        while (excess > 0) {
            int widest = -1;
            int second = TEXT_MIN;
            for (int i = 0; i < widths.length; i++) {
                if (cells.get(i).isNumber() || widths[i] <= TEXT_MIN) {
                    continue;
                }
                if (widest < 0 || widths[i] > widths[widest]) {
                    second = widest < 0 ? TEXT_MIN : widths[widest];
                    widest = i;
                } else {
                    second = Math.max(second, widths[i]);
                }
            }
            if (widest < 0) {
                return;
            }
            int taken = Math.min(excess, Math.max(1, widths[widest] - second));
            widths[widest] -= taken;
            excess -= taken;
        }
    }

    private void line(String[] texts) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < texts.length; i++) {
            boolean number = cells.get(i).isNumber();
            String text = limit.isPresent() && !number ? TableText.cut(texts[i], widths[i]) : texts[i];
            String padding = " ".repeat(Math.max(0, widths[i] - TableText.width(text)));
            line.append(i == 0 ? "" : GAP)
                    .append(number ? padding : "")
                    .append(text)
                    .append(number ? "" : padding);
        }
        lines.append(line.toString().stripTrailing()).append('\n');
    }

    private void print() {
        out.print(lines);
        lines.setLength(0);
    }

    @Override
    public void end() {
        if (!begun) {
            printSample();
        }
        lines.append('(').append(Words.count(rows, "row")).append(")\n");
        print();
        out.flush();
    }
}
