package dev.slipway.files;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;

/** Reads lines by the first of several forms that fits. */
final class TextRecord implements RecordReader {
    private final List<Form> forms;
    private final List<FileColumn> columns;
    private final TextCells cells;

    TextRecord(FileSchema schema, FileFormat.Text text) {
        columns = schema.columns();
        cells = new TextCells(columns);
        forms = text.forms().stream().map(form -> form(form, schema)).toList();
    }

    @Override
    public void read(byte[] data, int start, int end, RowBuilder rows) throws Unfit {
        for (Form form : forms) {
            if (form.read(data, start, end, rows)) {
                return;
            }
        }
        throw Unfit.because("fits none of the " + forms.size() + " forms of a line");
    }

    private interface Form {
        /** Adds a row; false if the line is of another form. */
        boolean read(byte[] data, int start, int end, RowBuilder rows) throws Unfit;
    }

    private Form form(FileFormat.Text.Form form, FileSchema schema) {
        Map<String, String> set = form.set();
        if (form.match().isPresent()) {
            return new Matched(new TextPattern(form.match().get()), set);
        }
        List<Integer> found = IntStream.range(0, columns.size())
                .filter(i -> !set.containsKey(columns.get(i).name()))
                .boxed()
                .toList();
        JsonRecord record = new JsonRecord(schema, found, Map.of());
        return (data, start, end, rows) -> {
            if (!isObject(data, start, end)) {
                return false;
            }
            record.read(data, start, end, rows);
            for (int i = 0; i < columns.size(); i++) {
                if (!found.contains(i)) {
                    set(i, set, rows);
                }
            }
            return true;
        };
    }

    private static boolean isObject(byte[] data, int start, int end) {
        int at = start;
        while (at < end && (data[at] == ' ' || data[at] == '\t')) {
            at++;
        }
        if (at == end || data[at] != '{') {
            return false;
        }
        try (JsonDocument document = new JsonDocument(data, start, end)) {
            boolean object = document.parser.nextToken() == JsonToken.START_OBJECT;
            document.parser.skipChildren();
            return object && document.parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    private void set(int column, Map<String, String> set, RowBuilder rows) throws Unfit {
        String text = set.get(columns.get(column).name());
        if (text != null) {
            add(column, text, rows);
        }
    }

    private void add(int column, String text, RowBuilder rows) throws Unfit {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        cells.add(column, utf8, 0, utf8.length, rows);
    }

    /** A line that a pattern fits. */
    private final class Matched implements Form {
        private final TextPattern pattern;
        private final Map<String, String> set;
        /** For each column the groups that it may be in; -1 stands for the whole line. */
        private final List<List<Integer>> groupsOf = new ArrayList<>();

        Matched(TextPattern pattern, Map<String, String> set) {
            this.pattern = pattern;
            this.set = set;
            for (FileColumn column : columns) {
                groupsOf.add(column.sources().stream()
                        .map(source -> group(source, pattern.groups()))
                        .flatMap(Optional::stream)
                        .toList());
            }
        }

        private static Optional<Integer> group(Source source, List<String> groups) {
            return switch (source) {
                case Source.Whole whole -> Optional.of(-1);
                case Source.Inside inside -> {
                    int group = inside.steps().size() == 1
                            ? groups.indexOf(inside.steps().getFirst())
                            : -1;
                    yield group < 0 ? Optional.empty() : Optional.of(group);
                }
                case Source.Outside outside -> Optional.empty();
            };
        }

        @Override
        public boolean read(byte[] data, int start, int end, RowBuilder rows) throws Unfit {
            String line = new String(data, start, end - start, StandardCharsets.UTF_8);
            Optional<List<@Nullable String>> groups = pattern.match(line);
            if (groups.isEmpty()) {
                return false;
            }
            for (int i = 0; i < columns.size(); i++) {
                String text = set.get(columns.get(i).name());
                String value = text == null ? value(groupsOf.get(i), groups.get(), line) : text;
                if (value == null) {
                    cells.addNull(i, rows);
                } else {
                    add(i, value, rows);
                }
            }
            return true;
        }

        private static @Nullable String value(List<Integer> from, List<@Nullable String> groups, String line) {
            for (int group : from) {
                String value = group < 0 ? line : groups.get(group);
                if (value != null) {
                    return value;
                }
            }
            return null;
        }
    }
}
