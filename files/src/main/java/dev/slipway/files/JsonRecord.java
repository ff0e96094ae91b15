package dev.slipway.files;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;

/** Reads a record that is a JSON object into all columns but those that are set otherwise. */
final class JsonRecord implements RecordReader {
    private final JsonKeys keys;
    private final List<Integer> positions;
    private @Nullable RowBuilder target;
    private List<ColumnBuilder> into = List.of();

    /** For the columns of {@code schema} at these positions; {@code outside}: what the file holds for all records. */
    JsonRecord(FileSchema schema, List<Integer> positions, Map<List<String>, byte[]> outside) {
        this.positions = List.copyOf(positions);
        List<FileColumn> columns = positions.stream().map(schema.columns()::get).toList();
        keys = new JsonKeys(columns, schema.ignoresUnknown(), outside);
    }

    @Override
    public void read(byte[] data, int start, int end, RowBuilder rows) throws Unfit {
        if (rows != target) {
            target = rows;
            into = positions.stream().map(rows::column).toList();
        }
        try (JsonDocument document = new JsonDocument(data, start, end)) {
            if (document.parser.nextToken() != JsonToken.START_OBJECT) {
                throw Unfit.because("is " + JsonValue.kind(document) + ", expected an object");
            }
            keys.read(document, into);
            if (document.parser.nextToken() != null) {
                throw Unfit.because("goes on after the object has ended, expected one object");
            }
        } catch (JacksonException e) {
            throw Unfit.because(JsonDocument.reason(e));
        }
    }
}
