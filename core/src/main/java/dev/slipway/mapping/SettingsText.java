package dev.slipway.mapping;

import dev.slipway.data.TypeName;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** What rules mean, as a text that is the same however they are written down. Texts are quoted, so none imitates another. */
final class SettingsText {
    private final OnBadValue otherwise;
    private final StringBuilder text = new StringBuilder("mapping 1");

    SettingsText(OnBadValue otherwise) {
        this.otherwise = otherwise;
    }

    String of(List<ColumnRule> columns) {
        columns.stream().sorted(Comparator.comparing(ColumnRule::column)).forEach(this::add);
        return text.toString();
    }

    private void add(ColumnRule rule) {
        text.append("\ncolumn ").append(quoted(rule.column()));
        rule.name().ifPresent(name -> text.append(" rename ").append(quoted(name)));
        if (rule.drop()) {
            text.append(" drop");
        }
        add(rule.steps(), false);
        for (Promotion promotion : rule.promotions()) {
            text.append("\n promote ")
                    .append(quoted(promotion.pointer().toString()))
                    .append(" to ")
                    .append(quoted(promotion.name()));
            add(promotion.steps(), true);
        }
    }

    private void add(Steps steps, boolean promoted) {
        if (steps.emptyToNull()) {
            text.append(" empty null");
        }
        steps.separator().ifPresent(separator -> text.append(" split ").append(quoted(separator)));
        steps.conversion().ifPresent(conversion -> {
            text.append(' ').append(words(conversion));
            text.append(steps.exact() ? "" : " loosely");
        });
        steps.substitute().ifPresent(value -> text.append(" default ").append(quoted(value)));
        if (promoted || steps.conversion().isPresent()) {
            text.append(" on-bad-value ")
                    .append(steps.onBadValue().orElse(otherwise).name().toLowerCase(Locale.ROOT));
        }
    }

    /** The conversion as a mapping file says it. */
    static String words(Conversion conversion) {
        return switch (conversion) {
            case Conversion.Cast cast -> "cast " + TypeName.of(cast.type());
            case Conversion.Decode decode -> decode.url() ? "decode base64url" : "decode base64";
            case Conversion.Parse parse -> "parse " + words(parse.form());
        };
    }

    static String words(Form form) {
        return switch (form) {
            case Form.Whole whole -> "integer(" + whole.bits() + ')';
            case Form.Decimal decimal -> "decimal(" + decimal.precision() + ',' + decimal.scale() + ')';
            case Form.Uuid uuid -> "uuid";
            case Form.Timestamp timestamp -> timestamp(timestamp);
            case Form.Truth truth -> "boolean(" + truth.yes() + ',' + truth.no() + ')';
            case Form.Json json -> "json";
        };
    }

    private static String timestamp(Form.Timestamp form) {
        OptionalInt digits = form.digits();
        return "timestamp("
                + (form.utc() ? "utc" : "local")
                + (form.iso() ? ",iso" : ",sql")
                + (digits.isPresent() ? "," + digits.getAsInt() : "")
                + ')';
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
