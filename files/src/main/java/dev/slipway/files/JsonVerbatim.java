package dev.slipway.files;

import tools.jackson.core.JsonToken;

/** Keeps JSON values as they are written. */
final class JsonVerbatim extends JsonValue {
    JsonVerbatim(FileColumn column) {
        super(column);
    }

    @Override
    void value(JsonDocument document, ColumnBuilder into) {
        int start = document.tokenStart();
        int end = document.parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                        || document.parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT
                ? start + document.parser.getStringLength()
                : document.valueEnd();
        ((BytesBuilder) into).add(document.data, start, end - start);
    }
}
