package dev.slipway.mapping;

import dev.slipway.data.Field;
import dev.slipway.data.Losses;
import dev.slipway.data.Table;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping means, once more: row by row, value by value, with the platform's own classes. Exact spellings only, and no
 * promotions.
 */
final class NaiveMapping {
    private final Mapping mapping;
    private final Table table;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();
    private final List<Losses.OfColumn> lost = new ArrayList<>();

    /** A value that cannot be taken. */
    static final class Bad extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    NaiveMapping(Mapping mapping, Table table) {
        this.mapping = mapping;
        this.table = table;
    }

    List<List<@Nullable Object>> rows() {
        return rows;
    }

    Losses losses() {
        return new Losses(lost);
    }

    /** Maps one more row. */
    void add(List<@Nullable Object> row) {
        List<@Nullable Object> mapped = new ArrayList<>();
        List<Losses.OfColumn> nulls = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            Field field = table.schema().fields().get(i);
            Optional<ColumnRule> rule = mapping.columns().stream()
                    .filter(candidate -> candidate.column().equals(field.name()))
                    .findFirst();
            if (rule.isEmpty()) {
                mapped.add(row.get(i));
                continue;
            }
            if (rule.get().drop()) {
                continue;
            }
            Steps steps = rule.get().steps();
            try {
                long[] count = new long[1];
                mapped.add(value(steps, row.get(i), count));
                nulls.add(new Losses.OfColumn(field.name(), count[0], 0));
            } catch (Bad e) {
                lost.add(new Losses.OfColumn(field.name(), 0, 1));
                return;
            }
        }
        lost.addAll(nulls);
        rows.add(mapped);
    }

    private @Nullable Object value(Steps steps, @Nullable Object before, long[] nulls) {
        Object value = steps.emptyToNull() && "".equals(before) ? null : before;
        if (value != null && steps.separator().isPresent()) {
            List<@Nullable Object> elements = new ArrayList<>();
            for (String piece : pieces((String) value, steps.separator().get())) {
                elements.add(converted(steps, piece, nulls));
            }
            return elements;
        }
        value = value == null ? null : converted(steps, value, nulls);
        return value == null && steps.substitute().isPresent()
                ? steps.conversion()
                        .map(conversion ->
                                convert(conversion, steps.substitute().get()))
                        .orElse(steps.substitute().get())
                : value;
    }

    private static List<String> pieces(String text, String separator) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(Pattern.quote(separator), -1));
    }

    private @Nullable Object converted(Steps steps, Object value, long[] nulls) {
        if (steps.conversion().isEmpty()) {
            return value;
        }
        try {
            return convert(steps.conversion().get(), value);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            if (steps.onBadValue().orElse(mapping.onBadValue()) == OnBadValue.NULL) {
                nulls[0]++;
                return null;
            }
            throw new Bad();
        }
    }

    /** Throws one of three exceptions for what cannot be taken. */
    static Object convert(Conversion conversion, Object value) {
        return switch (conversion) {
            case Conversion.Decode decode -> decode(decode.url(), (String) value);
            case Conversion.Cast cast -> throw new IllegalArgumentException("casts are tested elsewhere");
            case Conversion.Parse parse -> parse(parse.form(), (String) value);
        };
    }

    private static Object decode(boolean url, String text) {
        byte[] bytes = (url ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
        Base64.Encoder encoder = url ? Base64.getUrlEncoder().withoutPadding() : Base64.getEncoder();
        require(encoder.encodeToString(bytes).equals(text));
        return "\\x" + HexFormat.of().formatHex(bytes);
    }

    private static Object parse(Form form, String text) {
        return switch (form) {
            case Form.Whole whole -> {
                BigInteger number = new BigInteger(text);
                require(number.bitLength() < whole.bits() && number.toString().equals(text));
                yield number.longValueExact();
            }
            case Form.Decimal decimal -> {
                BigDecimal number = new BigDecimal(text);
                // The scale first: 1e999999999 in plain digits is a gigabyte.
                require(number.scale() == decimal.scale()
                        && number.precision() <= decimal.precision()
                        && number.toPlainString().equals(text));
                yield number;
            }
            case Form.Uuid uuid -> {
                require(UUID.fromString(text).toString().equals(text));
                yield UUID.fromString(text);
            }
            case Form.Timestamp timestamp -> timestamp(timestamp, text);
            case Form.Truth truth -> {
                require(text.equals(truth.yes()) || text.equals(truth.no()));
                yield text.equals(truth.yes());
            }
            case Form.Json json -> text;
        };
    }

    private static Object timestamp(Form.Timestamp form, String text) {
        DateTimeFormatter formatter = formatter(form);
        LocalDateTime time = LocalDateTime.parse(text, formatter);
        require(formatter.format(time).equals(text) && time.getYear() >= 1);
        return time.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + time.get(ChronoField.MICRO_OF_SECOND);
    }

    private static DateTimeFormatter formatter(Form.Timestamp form) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder()
                .appendValue(ChronoField.YEAR, 4, 6, SignStyle.NORMAL)
                .appendPattern(form.iso() ? "-MM-dd'T'HH:mm:ss" : "-MM-dd HH:mm:ss");
        if (form.digits().isEmpty()) {
            builder.appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true);
        } else if (form.digits().getAsInt() > 0) {
            int digits = form.digits().getAsInt();
            builder.appendFraction(ChronoField.NANO_OF_SECOND, digits, digits, true);
        }
        builder.appendLiteral(form.utc() ? form.iso() ? "Z" : "+00" : "");
        return builder.toFormatter(Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT)
                .withChronology(IsoChronology.INSTANCE);
    }

    private static void require(boolean truth) {
        if (!truth) {
            throw new IllegalArgumentException("not exact");
        }
    }

    /** A value as the text that it was parsed from. */
    static String render(Conversion conversion, Object value) {
        return switch (conversion) {
            case Conversion.Decode decode -> {
                byte[] bytes = HexFormat.of().parseHex(((String) value).substring(2));
                Base64.Encoder encoder = decode.url() ? Base64.getUrlEncoder().withoutPadding() : Base64.getEncoder();
                yield new String(encoder.encode(bytes), StandardCharsets.US_ASCII);
            }
            case Conversion.Cast cast -> value.toString();
            case Conversion.Parse parse ->
                switch (parse.form()) {
                    case Form.Decimal decimal -> ((BigDecimal) value).toPlainString();
                    case Form.Timestamp form -> {
                        long micros = (Long) value;
                        yield formatter(form)
                                .format(LocalDateTime.ofEpochSecond(
                                        Math.floorDiv(micros, 1_000_000),
                                        (int) Math.floorMod(micros, 1_000_000L) * 1000,
                                        ZoneOffset.UTC));
                    }
                    case Form.Truth truth -> (Boolean) value ? truth.yes() : truth.no();
                    case Form.Whole whole -> value.toString();
                    case Form.Uuid uuid -> value.toString();
                    case Form.Json json -> value.toString();
                };
        };
    }
}
