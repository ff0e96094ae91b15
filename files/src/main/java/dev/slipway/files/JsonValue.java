package dev.slipway.files;

import dev.slipway.data.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JsonToken;

/** Reads the JSON values of one column. Not thread-safe. */
abstract class JsonValue {
    private final String name;
    private final boolean nullable;
    private final List<byte[]> nulls;

    JsonValue(FileColumn column) {
        name = column.name();
        nullable = column.nullable();
        nulls = column.reading().nulls().stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    static JsonValue of(FileColumn column, boolean ignoresUnknown) {
        return switch (column.type()) {
            case Type.ListOf list -> new JsonList(column, ignoresUnknown);
            case Type.MapOf map -> new JsonMap(column, ignoresUnknown);
            case Type.Struct struct -> new JsonStruct(column, ignoresUnknown);
            case Type.Json json -> new JsonVerbatim(column);
            case Type.Bool b -> new JsonScalar(column);
            case Type.Int i -> new JsonScalar(column);
            case Type.Floating f -> new JsonScalar(column);
            case Type.Decimal d -> new JsonScalar(column);
            case Type.Text t -> new JsonScalar(column);
            case Type.Bytes b -> new JsonScalar(column);
            case Type.Uuid u -> new JsonScalar(column);
            case Type.Date d -> new JsonScalar(column);
            case Type.Time t -> new JsonScalar(column);
            case Type.Timestamp t -> new JsonScalar(column);
        };
    }

    final String name() {
        return name;
    }

    /** Adds the value whose first token is the present one, and ends at its last. */
    final void read(JsonDocument document, ColumnBuilder into) throws Unfit {
        try {
            if (isNull(document)) {
                missing(into);
            } else {
                value(document, into);
            }
        } catch (Unfit e) {
            throw e.in(name);
        }
    }

    /** Adds what stands for a value that is not there. */
    final void absent(ColumnBuilder into) throws Unfit {
        try {
            missing(into);
        } catch (Unfit e) {
            throw e.in(name);
        }
    }

    private void missing(ColumnBuilder into) throws Unfit {
        if (!nullable) {
            throw Unfit.because("is missing or null, which it cannot be");
        }
        into.addNull();
    }

    /** Whether the present value means that there is none. */
    final boolean isNull(JsonDocument document) {
        JsonToken token = document.parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return true;
        }
        return token == JsonToken.VALUE_STRING
                && !nulls.isEmpty()
                && nulls.stream().anyMatch(document::stringIs);
    }

    abstract void value(JsonDocument document, ColumnBuilder into) throws Unfit;

    /** What the present value is, for a message. */
    static String kind(JsonDocument document) {
        return switch (document.parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT -> "nothing";
        };
    }
}
