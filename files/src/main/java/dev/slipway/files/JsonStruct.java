package dev.slipway.files;

import java.util.Map;
import tools.jackson.core.JsonToken;

/** Reads objects whose keys are declared. */
final class JsonStruct extends JsonValue {
    private final JsonKeys keys;

    JsonStruct(FileColumn column, boolean ignoresUnknown) {
        super(column);
        keys = new JsonKeys(column.parts(), ignoresUnknown, Map.of());
    }

    @Override
    void value(JsonDocument document, ColumnBuilder into) throws Unfit {
        if (document.parser.currentToken() != JsonToken.START_OBJECT) {
            throw Unfit.because("is " + kind(document) + ", expected an object");
        }
        StructsBuilder structs = (StructsBuilder) into;
        keys.read(document, structs.fields());
        structs.end();
    }
}
