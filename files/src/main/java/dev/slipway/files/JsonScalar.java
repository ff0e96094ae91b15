package dev.slipway.files;

import dev.slipway.data.Type;
import dev.slipway.data.TypeName;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads single values: each type from its own kind of JSON value, or from any by its text where that is declared. */
final class JsonScalar extends JsonValue {
    private final Type type;
    private final Cell cell;
    private final boolean string;
    private final boolean number;
    private final boolean truth;
    private final boolean whole;

    JsonScalar(FileColumn column) {
        super(column);
        type = column.type();
        cell = Cell.of(column);
        boolean any = column.reading().any();
        boolean epoch =
                type instanceof Type.Timestamp && column.reading().format().isPresent();
        boolean words = type instanceof Type.Bool && column.reading().format().isPresent();
        boolean numeric = type instanceof Type.Int || type instanceof Type.Floating || type instanceof Type.Decimal;
        boolean text = type instanceof Type.Text;
        number = numeric || epoch || any && text || words;
        truth = type instanceof Type.Bool && !words || any && text;
        string = any || words || !numeric && !epoch && !(type instanceof Type.Bool);
        whole = type instanceof Type.Int number && number.bits() == 64 && number.signed();
    }

    @Override
    void value(JsonDocument document, ColumnBuilder into) throws Unfit {
        JsonToken token = document.parser.currentToken();
        switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                require(number, document);
                number(document, token, into);
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                require(truth, document);
                if (type instanceof Type.Bool) {
                    ((IntsBuilder) into).add(token == JsonToken.VALUE_TRUE ? 1 : 0);
                } else {
                    cell.read(document.data, document.tokenStart(), token == JsonToken.VALUE_TRUE ? 4 : 5, into);
                }
            }
            case VALUE_STRING -> {
                require(string, document);
                document.string(cell, into);
            }
            case START_OBJECT, START_ARRAY, VALUE_NULL -> require(false, document);
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("no value begins with " + token);
        }
    }

    private void number(JsonDocument document, JsonToken token, ColumnBuilder into) throws Unfit {
        JsonParser parser = document.parser;
        if (whole
                && token == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            ((LongsBuilder) into).add(parser.getLongValue());
            return;
        }
        int length = parser.getStringLength();
        cell.read(document.data, document.tokenStart(), length, into);
    }

    private void require(boolean taken, JsonDocument document) throws Unfit {
        if (!taken) {
            throw Unfit.because("is " + kind(document) + ", expected " + expected());
        }
    }

    private String expected() {
        String kinds =
                number && string ? "a number or string" : number ? "a number" : truth ? "true or false" : "a string";
        return kinds + " for " + TypeName.of(type);
    }
}
