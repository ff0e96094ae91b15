package dev.slipway.files;

import tools.jackson.core.JacksonException;

/** Keeps a text that is JSON as it is. */
final class JsonCell implements Cell {
    @Override
    public void read(byte[] data, int start, int length, ColumnBuilder into) throws Unfit {
        try (JsonDocument document = new JsonDocument(data, start, start + length)) {
            if (document.parser.nextToken() == null) {
                throw Unfit.because("is empty, expected JSON; say format: string for text that is none");
            }
            document.parser.skipChildren();
            if (document.parser.nextToken() != null) {
                throw Unfit.because("is not JSON: something follows the value");
            }
        } catch (JacksonException e) {
            throw Unfit.because(JsonDocument.reason(e) + "; say format: string for text that is none");
        }
        ((BytesBuilder) into).add(data, start, length);
    }
}
