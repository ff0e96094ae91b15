package dev.slipway.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is said of columns, once. */
class NotesTest {
    private final Notes notes = new Notes();

    private Stream<String> printed() {
        StringWriter written = new StringWriter();
        notes.print(new PrintWriter(written));
        return written.toString().lines();
    }

    @Test
    void ofOneTableTheNoteIsEnough() {
        notes.add("public.t", List.of("column \"a\" is kept as text", "b\u001b"));
        assertThat(printed()).containsExactly("    note: column \"a\" is kept as text", "    note: b·");
    }

    @Test
    void whatSeveralTablesHaveInCommonIsSaidOnce() {
        notes.add("public.p_1", List.of("both", "first"));
        notes.add("public.p_2", List.of("both", "all"));
        assertThat(printed())
                .containsExactly(
                        "    note: in all tables: both", "    note: public.p_1: first", "    note: public.p_2: all");
        notes.add("public.q", List.of());
        assertThat(printed()).first().isEqualTo("    note: in 2 tables: both");
    }
}
