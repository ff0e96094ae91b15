package dev.slipway.files;

import tools.jackson.core.JacksonException;

/** Reads a list, map or group that a text holds as JSON. */
final class NestedCell implements Cell {
    private final JsonValue value;

    NestedCell(FileColumn column) {
        value = JsonValue.of(column, false);
    }

    @Override
    public void read(byte[] data, int start, int length, ColumnBuilder into) throws Unfit {
        try (JsonDocument document = new JsonDocument(data, start, start + length)) {
            if (document.parser.nextToken() == null) {
                throw Unfit.because("is empty, expected JSON");
            }
            value.value(document, into);
            if (document.parser.nextToken() != null) {
                throw Unfit.because("is not JSON: something follows the value");
            }
        } catch (JacksonException e) {
            throw Unfit.because(JsonDocument.reason(e));
        }
    }
}
