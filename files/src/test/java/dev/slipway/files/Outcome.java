package dev.slipway.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.Failure;
import dev.slipway.data.Batches;
import dev.slipway.data.Rows;
import dev.slipway.data.TypeName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of a file: rows and rejects, which are as many as were counted, or a failure. */
record Outcome(List<List<@Nullable Object>> rows, List<Reject> rejects, Optional<Failure> failure) {
    static final ReadSettings SMALL = new ReadSettings(1 << 20);

    static Outcome of(FileSchema schema, String text) {
        return of(schema, text.getBytes(StandardCharsets.UTF_8));
    }

    static Outcome of(FileSchema schema, byte[] bytes) {
        return of(schema, FileInput.of("f", bytes), SMALL);
    }

    static Outcome of(FileSchema schema, FileInput file, ReadSettings settings) {
        List<Reject> rejects = new ArrayList<>();
        List<List<@Nullable Object>> rows;
        try (Batches batches = FileRows.read(file, schema, settings, rejects::add)) {
            rows = Rows.of(batches, 100);
        } catch (Failure e) {
            assertThat(e.kind()).as(e.text()).isEqualTo(Failure.Kind.INPUT);
            assertThat(e.text()).contains(file.name());
            return new Outcome(List.of(), rejects, Optional.of(e));
        }
        assertThat((long) rows.size() + rejects.size())
                .as("rows and rejects of what was counted: %s", rejects)
                .isEqualTo(RecordCount.of(file, schema.format()));
        return new Outcome(rows, rejects, Optional.empty());
    }

    /** The rows alone: nothing went wrong. */
    List<List<@Nullable Object>> allRows() {
        assertThat(failure).isEmpty();
        assertThat(rejects).isEmpty();
        return rows;
    }

    /** The only reject, as {@code line column: reason}. */
    String onlyReject() {
        assertThat(failure).isEmpty();
        assertThat(rejects).hasSize(1);
        Reject reject = rejects.getFirst();
        return reject.line() + " " + reject.column().map(name -> name + ": ").orElse("") + reject.reason();
    }

    /** What the failure says. */
    String said() {
        return failure.map(Failure::text).orElse("no failure: " + this);
    }

    static FileSchema jsonLines(FileColumn... columns) {
        return schema(new FileFormat.JsonLines(), columns);
    }

    static FileSchema schema(FileFormat format, FileColumn... columns) {
        return new FileSchema("t", 1, "", format, false, List.of(columns));
    }

    static FileColumn column(String name, String type) {
        return FileColumn.of(name, TypeName.parse(type), true);
    }

    static FileColumn column(String name, String type, Reading reading, String... from) {
        FileColumn plain = column(name, type);
        return new FileColumn(name, plain.type(), true, "", List.of(from), reading, List.of(), false, plain.parts());
    }

    static Reading format(String format) {
        return new Reading(Optional.of(format), List.of(), false, false, Optional.empty());
    }

    static final Reading ANY = new Reading(Optional.empty(), List.of(), true, false, Optional.empty());
    static final Reading INEXACT = new Reading(Optional.empty(), List.of(), false, true, Optional.empty());
}
