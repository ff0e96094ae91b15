package dev.slipway.mapping;

import dev.slipway.data.Column;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Takes values out of JSON documents, each of which is read once, to its end: what is not JSON, or says a thing twice, is
 * found out. A value that is missing or {@code null} is null.
 */
final class Promote {
    private final PointerTree tree = new PointerTree();
    private final List<Promoted> columns;
    private long documents;

    /** Each of {@code columns} is what stands at the pointer of the same place in {@code pointers}. */
    Promote(List<JsonPointer> pointers, List<Promoted> columns) {
        this.columns = List.copyOf(columns);
        for (int i = 0; i < columns.size(); i++) {
            tree.add(pointers.get(i).steps(), columns.get(i));
        }
    }

    void read(Column.Bytes json, int rows) {
        columns.forEach(column -> column.begin(rows));
        for (int i = 0; i < rows; i++) {
            if (!json.validity().isNull(i)) {
                document(json, i);
            }
        }
    }

    private void document(Column.Bytes json, int row) {
        documents++;
        try (JsonParser parser = JsonTexts.FACTORY.createParser(
                ObjectReadContext.empty(), json.data(), json.starts()[row], json.lengths()[row])) {
            Document document = new Document(json, row, parser);
            if (parser.nextToken() == null) {
                tree.refuse(row, "is not JSON");
                return;
            }
            document.value(tree);
            if (parser.nextToken() != null) {
                tree.refuse(row, "is not JSON: something follows its end");
            }
        } catch (JacksonException e) {
            tree.refuse(row, "is not JSON");
        }
    }

    /** One document on the way through the tree. Goes no deeper than the pointers do. */
    private final class Document {
        private final Column.Bytes json;
        private final int row;
        private final JsonParser parser;

        Document(Column.Bytes json, int row, JsonParser parser) {
            this.json = json;
            this.row = row;
            this.parser = parser;
        }

        /** The value whose first token is the parser's present one. */
        void value(PointerTree place) {
            JsonToken token = parser.currentToken();
            int start = place.wanted.isEmpty()
                    ? 0
                    : (int) parser.currentTokenLocation().getByteOffset();
            if (token == JsonToken.START_OBJECT && !place.leaf()) {
                members(place);
            } else if (token == JsonToken.START_ARRAY && !place.leaf()) {
                elements(place);
            } else if (token.isStructStart()) {
                parser.skipChildren();
            } else {
                parser.finishToken();
            }
            for (Promoted promoted : place.wanted) {
                give(promoted, token, start);
            }
        }

        private void members(PointerTree place) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                PointerTree member = place.member(name);
                parser.nextToken();
                below(member, "has " + Shown.text(name) + " twice");
            }
        }

        private void elements(PointerTree place) {
            int index = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                below(place.element(index++), "has an element twice");
            }
        }

        private void below(@Nullable PointerTree place, String twice) {
            if (place == null) {
                parser.skipChildren();
            } else if (place.first(documents)) {
                value(place);
            } else {
                place.refuse(row, twice);
                parser.skipChildren();
            }
        }

        private void give(Promoted promoted, JsonToken token, int start) {
            if (token == JsonToken.VALUE_NULL) {
                return;
            }
            if (promoted.json()) {
                int end = (int) parser.currentLocation().getByteOffset();
                promoted.put(row, json.data(), json.starts()[row] + start, end - start);
            } else if (token.isStructStart()) {
                promoted.refuse(row, "holds an object or a list there, not one value; say parse: json to keep it");
            } else {
                text(promoted);
            }
        }

        private void text(Promoted promoted) {
            try {
                ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(parser.getString()));
                promoted.put(row, utf8.array(), utf8.arrayOffset(), utf8.remaining());
            } catch (CharacterCodingException e) {
                promoted.refuse(row, "holds half a character there (an escaped surrogate)");
            }
        }
    }
}
