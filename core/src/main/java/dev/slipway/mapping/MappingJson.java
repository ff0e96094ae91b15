package dev.slipway.mapping;

import dev.slipway.data.TypeName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A mapping as JSON on one line, which is YAML as well: a mapping file that does the same. Which tables it is for, and how
 * messages name a row, is left out.
 */
final class MappingJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private MappingJson() {}

    static String write(Mapping mapping) {
        ObjectNode node = MAPPER.createObjectNode().put("mapping", 1);
        onBadValue(node, mapping.onBadValue());
        ObjectNode columns = node.putObject("columns");
        mapping.columns().stream()
                .sorted(Comparator.comparing(ColumnRule::column))
                .forEach(rule -> rule(columns.putObject(rule.column()), rule));
        // The one character of ASCII that JSON lets stand and YAML does not.
        return MAPPER.writeValueAsString(node).replace("\u007f", "\\u007f");
    }

    /** What {@link #write} wrote. */
    static Mapping read(String json) {
        return MappingFile.parse(json, "slipway.mapping");
    }

    private static void rule(ObjectNode node, ColumnRule rule) {
        rule.name().ifPresent(name -> node.put("rename", name));
        if (rule.drop()) {
            node.put("drop", true);
        } else {
            steps(node, rule.steps());
        }
        if (!rule.promotions().isEmpty()) {
            ObjectNode promoted = node.putObject("promote");
            for (Promotion promotion : rule.promotions()) {
                ObjectNode column = promoted.putObject(promotion.name());
                column.put("path", promotion.pointer().toString());
                steps(column, promotion.steps());
            }
        }
    }

    private static void steps(ObjectNode node, Steps steps) {
        if (steps.emptyToNull()) {
            node.putNull("empty");
        }
        steps.separator().ifPresent(separator -> node.put("split", separator));
        steps.conversion().ifPresent(conversion -> {
            switch (conversion) {
                case Conversion.Parse parse -> node.put("parse", words(parse.form()));
                case Conversion.Decode decode -> node.put("decode", decode.url() ? "base64url" : "base64");
                case Conversion.Cast cast -> node.put("cast", TypeName.of(cast.type()));
            }
        });
        if (!steps.exact()) {
            node.put("exact", false);
        }
        steps.substitute().ifPresent(value -> node.put("default", value));
        steps.onBadValue().ifPresent(policy -> onBadValue(node, policy));
    }

    private static void onBadValue(ObjectNode node, OnBadValue policy) {
        switch (policy) {
            case NULL -> node.putNull("on-bad-value");
            case ERROR, REJECT -> node.put("on-bad-value", policy.name().toLowerCase(Locale.ROOT));
        }
    }

    /** As {@link FormWords} reads it. */
    private static String words(Form form) {
        return switch (form) {
            case Form.Timestamp timestamp -> timestamp(timestamp);
            case Form.Whole f -> SettingsText.words(f);
            case Form.Decimal f -> SettingsText.words(f);
            case Form.Uuid f -> SettingsText.words(f);
            case Form.Truth f -> SettingsText.words(f);
            case Form.Json f -> SettingsText.words(f);
        };
    }

    private static String timestamp(Form.Timestamp form) {
        List<String> words = new ArrayList<>();
        if (form.utc()) {
            words.add("utc");
        }
        if (form.iso()) {
            words.add("iso");
        }
        form.digits().ifPresent(digits -> words.add(String.valueOf(digits)));
        return words.isEmpty() ? "timestamp" : "timestamp(" + String.join(",", words) + ')';
    }
}
