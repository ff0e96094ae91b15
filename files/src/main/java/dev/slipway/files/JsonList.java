package dev.slipway.files;

import tools.jackson.core.JsonToken;

/** Reads arrays. */
final class JsonList extends JsonValue {
    private final JsonValue element;
    private final long elementsMax;

    JsonList(FileColumn column, boolean ignoresUnknown) {
        super(column);
        element = JsonValue.of(column.parts().getFirst(), ignoresUnknown);
        elementsMax = Width.elementsMax(column.parts().getFirst().type());
    }

    @Override
    void value(JsonDocument document, ColumnBuilder into) throws Unfit {
        if (document.parser.currentToken() != JsonToken.START_ARRAY) {
            throw Unfit.because("is " + kind(document) + ", expected an array");
        }
        ListsBuilder lists = (ListsBuilder) into;
        ColumnBuilder elements = lists.elements();
        while (document.parser.nextToken() != JsonToken.END_ARRAY) {
            element.read(document, elements);
            Width.check(elements, elementsMax);
        }
        lists.end();
    }
}
