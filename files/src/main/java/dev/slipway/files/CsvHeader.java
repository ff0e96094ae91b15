package dev.slipway.files;

import dev.slipway.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The names of a CSV file's columns, and where the columns of a schema are among them. */
final class CsvHeader {
    /** No header is longer. */
    private static final int BYTES_MAX = 1 << 20;

    private CsvHeader() {}

    /** The values of its first record; empty when it has none. */
    static Optional<List<String>> first(FileInput file, FileFormat.Csv format) {
        long[] span = {-1, -1};
        CsvText.scan(file, format, (number, line, from, to) -> {
            span[0] = from;
            span[1] = to;
            return false;
        });
        if (span[0] < 0) {
            return Optional.empty();
        }
        if (span[1] - span[0] > BYTES_MAX) {
            throw FileTrouble.damaged(
                    file.name(),
                    "begins with a record of " + (span[1] - span[0]) + " bytes, which is no header: say header: false");
        }
        try (InputStream text = CsvText.open(file, format)) {
            text.skipNBytes(span[0]);
            byte[] record = text.readNBytes((int) (span[1] - span[0]));
            if (Utf8.firstBad(record, 0, record.length) < record.length) {
                throw FileTrouble.damaged(file.name(), "has a first record that is not UTF-8: name its encoding");
            }
            return Optional.of(values(new String(record, StandardCharsets.UTF_8), format));
        } catch (IOException e) {
            throw FileTrouble.unread(file.name(), e);
        }
    }

    private static List<String> values(String record, FileFormat.Csv format) {
        int quote = format.quote().map(c -> (int) c).orElse(-1);
        int escape = format.escape().or(format::quote).map(c -> (int) c).orElse(-1);
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        boolean begun = false;
        for (int i = 0; i < record.length(); i++) {
            char c = record.charAt(i);
            boolean pair = quoted && c == escape && i + 1 < record.length() && record.charAt(i + 1) == quote;
            if (pair) {
                value.append((char) quote);
                i++;
            } else if (c == quote && (quoted || !begun)) {
                quoted = !quoted;
                begun = true;
            } else if (c == format.delimiter() && !quoted) {
                values.add(value.toString());
                value.setLength(0);
                begun = false;
            } else {
                value.append(c);
                begun = true;
            }
        }
        values.add(value.toString());
        return values;
    }

    /**
     * Where each column of a schema is: the position of its value in a record, or −1.
     *
     * @param names of the file's columns; empty: the file has no header, and its columns are those of the schema
     * @throws dev.slipway.Failure INPUT when the two do not go together
     */
    static int[] positions(FileInput file, FileSchema schema, Optional<List<String>> names) {
        int[] positions = new int[schema.columns().size()];
        schema.columns().forEach(column -> requireName(file, column, names.isPresent()));
        if (names.isEmpty()) {
            for (int i = 0; i < positions.length; i++) {
                positions[i] = i;
            }
            return positions;
        }
        Set<String> used = new HashSet<>();
        requireUnique(file, names.get());
        for (int i = 0; i < positions.length; i++) {
            FileColumn column = schema.columns().get(i);
            List<String> wanted = names(column);
            List<String> there =
                    wanted.stream().filter(names.get()::contains).distinct().toList();
            if (there.size() > 1) {
                throw FileTrouble.damaged(
                        file.name(),
                        "has the columns " + String.join(" and ", there) + ", which are both for "
                                + RawText.shown(column.name()) + ": name one of them under from");
            }
            positions[i] = there.isEmpty() ? -1 : names.get().indexOf(there.getFirst());
            used.addAll(wanted);
            if (positions[i] < 0 && !column.nullable()) {
                throw FileTrouble.damaged(
                        file.name(),
                        "has no column " + RawText.shown(wanted.getFirst()) + ", which may not be null; its header is "
                                + String.join(", ", names.get()));
            }
        }
        if (!schema.ignoresUnknown()) {
            names.get().stream()
                    .filter(name -> !used.contains(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw FileTrouble.damaged(
                                file.name(),
                                "has a column " + RawText.shown(name) + " that the schema of " + schema.name()
                                        + " does not have: add it there, or say unknown: ignore; its header is "
                                        + String.join(", ", names.get()));
                    });
        }
        return positions;
    }

    /** What a column may be called in a file. */
    static List<String> names(FileColumn column) {
        return column.sources().stream()
                .filter(Source.Inside.class::isInstance)
                .map(source -> ((Source.Inside) source).steps())
                .filter(steps -> steps.size() == 1)
                .map(List::getFirst)
                .toList();
    }

    /** A record of CSV has columns, and nothing within or around them. */
    private static void requireName(FileInput file, FileColumn column, boolean header) {
        if (names(column).size() != column.sources().size()
                || !header && !column.from().isEmpty()) {
            throw new Failure(
                    Failure.Kind.CONFIG,
                    "column " + RawText.shown(column.name()) + " is from " + String.join(", ", column.from()) + ", but "
                            + file.name() + " is CSV "
                            + (header
                                    ? "and has columns only: name them by their names in the header"
                                    : "without a header, whose columns are those of the schema in their order"));
        }
    }

    /** Names that a table can have. */
    static void requireUnique(FileInput file, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (name.isEmpty()) {
                throw FileTrouble.damaged(file.name(), "has a column without a name in its header: give it one");
            }
            if (!seen.add(name)) {
                throw FileTrouble.damaged(
                        file.name(), "has two columns " + RawText.shown(name) + " in its header: rename one of them");
            }
        }
    }
}
