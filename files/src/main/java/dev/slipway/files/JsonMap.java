package dev.slipway.files;

import dev.slipway.data.Type;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.core.JsonToken;

/** Reads objects whose keys are values themselves. */
final class JsonMap extends JsonValue {
    private final Cell key;
    private final JsonValue value;
    private final long elementsMax;

    JsonMap(FileColumn column, boolean ignoresUnknown) {
        super(column);
        key = Cell.of(column.parts().get(0));
        value = JsonValue.of(column.parts().get(1), ignoresUnknown);
        elementsMax = Width.elementsMax(((Type.MapOf) column.type()).value().type());
    }

    @Override
    void value(JsonDocument document, ColumnBuilder into) throws Unfit {
        if (document.parser.currentToken() != JsonToken.START_OBJECT) {
            throw Unfit.because("is " + kind(document) + ", expected an object");
        }
        ListsBuilder lists = (ListsBuilder) into;
        StructsBuilder entries = (StructsBuilder) lists.elements();
        Set<String> keys = new HashSet<>();
        while (document.parser.nextToken() != JsonToken.END_OBJECT) {
            String name = document.parser.currentName();
            if (!keys.add(name)) {
                throw Unfit.because("has the key " + RawText.shown(name) + " twice");
            }
            byte[] utf8 = JsonKeys.utf8(name);
            key.read(utf8, 0, utf8.length, entries.fields().get(0));
            document.parser.nextToken();
            value.read(document, entries.fields().get(1));
            entries.end();
            Width.check(entries, elementsMax);
        }
        lists.end();
    }
}
