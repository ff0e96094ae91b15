package dev.slipway.app.schedule;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** Writes YAML that readers of YAML 1.1 and 1.2 understand alike: a text is quoted unless it looks like nothing else. */
final class YamlText {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Set<String> WORDS = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

    private final StringBuilder text = new StringBuilder();

    /** A document of maps, lists, texts, numbers and truth values, with a line break at its end. */
    static String of(Map<String, ?> document) {
        YamlText yaml = new YamlText();
        yaml.map(document, "");
        return yaml.text.toString();
    }

    private void map(Map<?, ?> map, String indent) {
        String before = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(before).append(scalar(String.valueOf(entry.getKey()))).append(':');
            value(entry.getValue(), indent);
            before = indent;
        }
    }

    private void value(Object value, String indent) {
        switch (value) {
            case Map<?, ?> map when map.isEmpty() -> text.append(" {}\n");
            case Map<?, ?> map -> {
                text.append('\n').append(indent).append("  ");
                map(map, indent + "  ");
            }
            case List<?> list -> {
                text.append('\n');
                list.forEach(item -> item(item, indent));
            }
            case String lines
            when isBlock(lines) -> {
                text.append(" |\n");
                lines.lines().forEach(line -> text.append(line.isEmpty() ? "" : indent + "  " + line)
                        .append('\n'));
            }
            case String word -> text.append(' ').append(scalar(word)).append('\n');
            default -> text.append(' ').append(value).append('\n');
        }
    }

    private void item(Object item, String indent) {
        text.append(indent).append("- ");
        if (item instanceof Map<?, ?> map) {
            map(map, indent + "  ");
        } else {
            text.append(scalar(String.valueOf(item))).append('\n');
        }
    }

    /** Whether it can stand as it is, line by line: what does not is quoted. */
    private static boolean isBlock(String lines) {
        return lines.endsWith("\n")
                && !lines.endsWith("\n\n")
                && !lines.startsWith("\n")
                && !lines.startsWith(" ")
                && lines.chars()
                        .allMatch(c -> c == '\n'
                                || (c >= ' ' && c < 0x7F)
                                || (c >= 0xA0 && c < 0xD800 && c != 0x2028 && c != 0x2029));
    }

    private static String scalar(String word) {
        boolean plain = word.matches("[A-Za-z/][A-Za-z0-9_./-]*") && !WORDS.contains(word.toLowerCase(Locale.ROOT));
        return plain ? word : MAPPER.writeValueAsString(word);
    }
}
