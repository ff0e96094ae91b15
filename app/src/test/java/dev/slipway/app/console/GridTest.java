package dev.slipway.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** Words in columns. */
class GridTest {
    @Test
    void columnsAreAsWideAsTheirWidestWordAndNothingTrails() {
        StringWriter written = new StringWriter();
        Grid grid = new Grid("lrl");
        grid.add("column", "bytes", "note");
        grid.add("a", "1,000", "");
        grid.add("long name", "7", "x\u001b[2Jy");
        grid.print(new PrintWriter(written, true));
        assertThat(written.toString().lines())
                .containsExactly("  column     bytes  note", "  a          1,000", "  long name      7  x·[2Jy");
    }

    @Test
    void oneVeryLongWordDoesNotPushTheOthersAway() {
        StringWriter written = new StringWriter();
        Grid grid = new Grid("ll");
        grid.add("x".repeat(100), "end");
        grid.add("a", "end");
        grid.print(new PrintWriter(written, true));
        assertThat(written.toString().lines())
                .containsExactly("  " + "x".repeat(100) + "  end", "  a" + " ".repeat(59) + "  end");
    }
}
