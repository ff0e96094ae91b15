package dev.slipway.files;

import dev.slipway.config.YamlMap;
import dev.slipway.config.YamlNode;
import dev.slipway.config.YamlScalar;
import dev.slipway.data.Field;
import dev.slipway.data.Type;
import dev.slipway.data.TypeName;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what a schema says of one column, or of what is within one. */
final class ColumnWords {
    static final String LIST = "list";
    static final String MAP = "map";
    static final String STRUCT = "struct";

    private static final String TYPES =
            "one of bool, int8 to int64, uint8 to uint64, float32, float64, decimal(p,s), text, bytes,"
                    + " uuid, json, date, time, timestamp utc, timestamp local (time and timestamp with millis, micros or nanos),"
                    + " list<type>, map<type, type>; or list with of:, map with key: and value:, struct with fields:";

    private static final Set<String> BYTES = Set.of(BytesCell.BASE64, BytesCell.BASE64URL, BytesCell.HEX);

    private ColumnWords() {}

    /** A column that is said by its type alone, or by a map. */
    static FileColumn column(String name, YamlNode node, boolean nullable) {
        if (node instanceof YamlScalar) {
            return FileColumn.of(name, type(node), nullable);
        }
        YamlMap map = node.asMap();
        YamlNode type = map.required("type");
        List<FileColumn> parts = parts(map, type);
        FileColumn column = new FileColumn(
                name,
                parts.isEmpty() ? type(type) : nested(type.asText(), parts),
                map.truth("nullable", nullable),
                map.optionalText("description").orElse(""),
                from(map),
                reading(map),
                FallbackWords.of(map, parts.isEmpty() ? type(type) : nested(type.asText(), parts)),
                map.truth("hidden", false),
                parts.isEmpty() ? FileColumn.parts(type(type)) : parts);
        map.end();
        check(column, map);
        return column;
    }

    private static Type type(YamlNode node) {
        return node.asParsed(TYPES, TypeName::parse);
    }

    private static List<FileColumn> parts(YamlMap map, YamlNode type) {
        return switch (type.asText()) {
            case LIST -> List.of(column("element", map.required("of"), true));
            case MAP -> List.of(key(map.required("key")), column("value", map.required("value"), true));
            case STRUCT -> SchemaFile.columns(map.map("fields"));
            default -> List.of();
        };
    }

    private static FileColumn key(YamlNode node) {
        FileColumn key = column("key", node, false);
        if (key.nullable()) {
            throw node.refused("can be null, which the key of a map cannot");
        }
        return key;
    }

    private static Type nested(String word, List<FileColumn> parts) {
        List<Field> fields = parts.stream().map(FileColumn::field).toList();
        return switch (word) {
            case LIST -> new Type.ListOf(fields.getFirst());
            case MAP -> new Type.MapOf(fields.getFirst(), fields.getLast());
            default -> new Type.Struct(fields);
        };
    }

    private static List<String> from(YamlMap map) {
        List<String> from = new ArrayList<>();
        map.optional("from").ifPresent(node -> {
            for (YamlNode source : node.asOneOrMore()) {
                if (Source.parse(source.asText()).isEmpty()) {
                    throw source.unexpected("a key, or a JSON pointer such as /user/id");
                }
                from.add(source.asText());
            }
        });
        return from;
    }

    private static Reading reading(YamlMap map) {
        Optional<String> format = map.optionalText("format");
        List<String> nulls = map.optional("nulls").map(YamlNode::asTexts).orElse(List.of());
        boolean any = map.truth("any", false);
        boolean inexact = map.truth("inexact", false);
        Optional<ZoneId> zone = map.optional("zone").map(ColumnWords::zone);
        return new Reading(format, nulls, any, inexact, zone);
    }

    private static ZoneId zone(YamlNode node) {
        try {
            return ZoneId.of(node.asText());
        } catch (DateTimeException e) {
            throw node.unexpected("a time zone such as UTC or Asia/Bangkok");
        }
    }

    /** Refuses what has no meaning for the type. */
    private static void check(FileColumn column, YamlMap map) {
        if (column.parts().stream()
                .anyMatch(part -> part.hidden() || !part.otherwise().isEmpty())) {
            throw map.refused("has else or hidden within it, which only columns of the table can have");
        }
        Type type = column.type();
        Reading reading = column.reading();
        reading.format().filter(format -> !fits(format, type)).ifPresent(format -> {
            throw map.required("format").unexpected("a format of " + TypeName.of(type) + formats(type));
        });
        if (reading.inexact() && !(type instanceof Type.Floating)) {
            throw map.required("inexact").refused("has no meaning here: it is for float32 and float64");
        }
        if (reading.zone().isPresent()
                && !(type instanceof Type.Timestamp timestamp
                        && timestamp.utc()
                        && reading.format().isEmpty())) {
            throw map.required("zone")
                    .refused("has no meaning here: it is for timestamp utc that is written as date and time");
        }
        if (new HashSet<>(reading.nulls()).size() < reading.nulls().size()) {
            throw map.required("nulls").refused("names a text twice");
        }
    }

    private static boolean fits(String format, Type type) {
        if (type instanceof Type.Timestamp) {
            return EpochCell.FORMATS.containsKey(format);
        }
        if (type instanceof Type.Bool) {
            String[] words = format.split("/", -1);
            return words.length == 2 && !words[0].isEmpty() && !words[1].isEmpty() && !words[0].equals(words[1]);
        }
        return type instanceof Type.Bytes && BYTES.contains(format)
                || type instanceof Type.Json && format.equals("string");
    }

    private static String formats(Type type) {
        if (type instanceof Type.Timestamp) {
            return ": one of " + String.join(", ", EpochCell.FORMATS.keySet());
        }
        if (type instanceof Type.Bool) {
            return ": two words such as yes/no";
        }
        if (type instanceof Type.Bytes) {
            return ": one of base64, base64url, hex";
        }
        return type instanceof Type.Json ? ": string" : ", which has none: leave it out";
    }
}
